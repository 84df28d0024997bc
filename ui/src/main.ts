// Tone and language first, then the desk. What the first window needs is one file: each one more would be asked for, read and linked in
// its turn, while the window is still empty.
import "./shared/theme";
import "./shared/tokens.css";
import "./shared/base.css";
import "./frame/refusals";

import { mount } from "svelte";

import App from "./App.svelte";
import { language } from "./shared/language";
import { speak } from "./shared/texts/id";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");

async function start(target: HTMLElement) {
  if (language === "en") {
    const { en, enLater } = await import("./shared/texts/en");
    speak(en, enLater);
  }
  mount(App, { target });
}

void start(target);
