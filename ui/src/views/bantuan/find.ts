// Searching the manual: every word must stand in a section; its title counts more than its text.

import type { Chapter, Section } from "virtual:panduan";

export interface Found {
  chapter: Chapter;
  section: Section;
  /** What stands around the first word found. */
  excerpt: string;
}

const AROUND = 70;
const texts = new WeakMap<Section, string>();

/** What a section says, without its heading and its marks. */
function textOf(section: Section): string {
  const known = texts.get(section);
  if (known !== undefined) return known;
  const page = new DOMParser().parseFromString(section.html, "text/html");
  page.querySelector("h2, h3, h4")?.remove();
  const text = (page.body.textContent ?? "").replace(/\s+/g, " ").trim();
  texts.set(section, text);
  return text;
}

function around(text: string, words: string[]): string {
  const lower = text.toLowerCase();
  const at = Math.max(0, Math.min(...words.map((word) => lower.indexOf(word)).map((found) => (found < 0 ? Infinity : found)), text.length));
  if (at === text.length) return text.slice(0, 2 * AROUND);
  const from = at <= AROUND ? 0 : text.indexOf(" ", at - AROUND) + 1;
  const rest = text.slice(from, at + AROUND * 2);
  const to = from + rest.length < text.length ? rest.lastIndexOf(" ") : rest.length;
  return `${from > 0 ? "… " : ""}${rest.slice(0, to)}${from + to < text.length ? " …" : ""}`;
}

export function findIn(chapters: Chapter[], search: string): Found[] {
  const words = search.toLowerCase().split(/\s+/).filter((word) => word.length > 1);
  if (words.length === 0) return [];
  const found: (Found & { titled: boolean })[] = [];
  for (const chapter of chapters) {
    for (const section of chapter.sections) {
      const text = textOf(section);
      const title = section.title.toLowerCase();
      const all = `${title} ${chapter.title.toLowerCase()} ${text.toLowerCase()}`;
      if (!words.every((word) => all.includes(word))) continue;
      // A word of the chapter's title alone would name every section of it.
      if (!words.some((word) => title.includes(word) || text.toLowerCase().includes(word))) continue;
      found.push({ chapter, section, excerpt: around(text, words), titled: words.some((word) => title.includes(word)) });
    }
  }
  return found.sort((a, b) => Number(b.titled) - Number(a.titled));
}
