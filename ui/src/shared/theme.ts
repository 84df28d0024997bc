// Sets the tone of the page before anything is mounted; imported first by `main.ts`.

import { keep, kept } from "./this-pc";

export type Tone = "system" | "light" | "dark";
export type TypeSize = "normal" | "large";

const system = window.matchMedia("(prefers-color-scheme: dark)");

export function tone(): Tone {
  const value = kept("tone");
  return value === "light" || value === "dark" ? value : "system";
}

export function typeSize(): TypeSize {
  return kept("type") === "large" ? "large" : "normal";
}

function apply() {
  const root = document.documentElement;
  const chosen = tone();
  root.dataset.theme = chosen === "system" ? (system.matches ? "dark" : "light") : chosen;
  root.dataset.type = typeSize();
}

// Asking for the fonts of Windows where there are none costs forty milliseconds before the first frame: each is looked for in every file.
document.documentElement.dataset.system = navigator.userAgent.includes("Windows") ? "windows" : "other";

export function setTone(value: Tone) {
  keep("tone", value);
  apply();
}

export function setTypeSize(value: TypeSize) {
  keep("type", value);
  apply();
}

apply();
system.addEventListener("change", apply);
