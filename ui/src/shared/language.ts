// Which language the screen speaks; letters and records are Indonesian in either. Read before anything is mounted: texts are
// taken from `t` while modules are evaluated, so another language begins with another start of the page.

import { keep, kept } from "./this-pc";

export type Language = "id" | "en";

export const language: Language = kept("language") === "en" ? "en" : "id";

/** Keeps the choice for the next start; false where this PC keeps nothing. */
export function keepLanguage(value: Language): boolean {
  return keep("language", value);
}

document.documentElement.lang = language;
