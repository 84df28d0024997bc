// Tone and language first, then the desk. What the first window needs is one file: each one more would be asked for, read and linked in
// its turn, while the window is still empty.
import "./shared/theme";
import "./shared/tokens.css";
import "./shared/base.css";
import "./frame/refusals";

import { mount } from "svelte";

import App from "./App.svelte";
import { desk } from "./domain/desk.svelte";
import { session } from "./domain/session.svelte";
import { language } from "./shared/language";
import { nav } from "./shared/nav.svelte";
import { speak } from "./shared/texts/id";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");

/**
 * How long the window may stay empty, in milliseconds. The answers to the first questions usually came with the page: drawn
 * once they are here, the window is drawn once, and not first without its rows.
 */
const LONGEST_EMPTY = 100;

async function start(target: HTMLElement) {
  if (language === "en") {
    const { en, enLater } = await import("./shared/texts/en");
    speak(en, enLater);
  }
  await Promise.race([firstAnswers(), new Promise((wait) => setTimeout(wait, LONGEST_EMPTY))]);
  mount(App, { target });
}

/** Who is at the desk, and Meja where the window opens with it. */
async function firstAnswers() {
  await session.start();
  if (session.account && nav.place.view === "meja") await desk.begin();
}

void start(target);
