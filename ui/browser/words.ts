// Which of our own Indonesian words stand on a page: what the office's data says is left out, since it is Indonesian in either language.

import type { Page } from "@playwright/test";

import { en } from "../src/shared/texts/en";
import { id } from "../src/shared/texts/id";

type Tree = Record<string, unknown>;

/** Stands for whatever a text is filled with. */
const FILLED = "\u0001";

/** Every text of a tree as a pattern. */
function patterns(tree: unknown): string[] {
  if (typeof tree === "string") return [tree];
  if (typeof tree !== "function") return Object.values(tree as Tree).flatMap(patterns);
  const call = tree as (...given: unknown[]) => unknown;
  try {
    return [String(call(...Array.from({ length: call.length }, () => FILLED)))];
  } catch {
    return []; // Made of lists; what they are made of is looked for by itself.
  }
}

const matcher = (texts: string[]) => {
  // A text of nothing but what it is filled with says nothing of its own.
  const worded = texts.filter((text) => /\p{L}{2}/u.test(text.replaceAll(FILLED, "")));
  const source = worded.map((text) => text.split(FILLED).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+?"));
  return new RegExp(`^(?:${source.join("|")})$`, "u");
};

const english = patterns(en);
const OURS = matcher(patterns(id).filter((text) => !english.includes(text)));
const ENGLISH = matcher(english);

/** Every string of the core's answers, as they come. */
export function listen(page: Page): Set<string> {
  const data = new Set<string>();
  const take = (value: unknown): void => {
    if (typeof value === "string") data.add(value.trim());
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(take);
  };
  page.on("response", (response) => {
    if (response.url().endsWith("/rpc")) void response.json().then(take, () => undefined);
  });
  return data;
}

/** All that can be read or heard on the page, but for what is marked as Indonesian. */
async function spoken(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const add = (text: string | null) => text?.trim() && found.add(text.trim().replace(/\s+/g, " "));
    const walk = (element: Element) => {
      if (element.getAttribute("lang") === "id") return;
      for (const name of ["aria-label", "placeholder", "title", "alt", "label"]) add(element.getAttribute(name));
      for (const child of element.childNodes) {
        if (child instanceof Text) add(child.data);
        else if (child instanceof Element) walk(child);
      }
    };
    walk(document.body);
    return [...found];
  });
}

/** Our Indonesian words on the page. */
export async function indonesian(page: Page, data: Set<string>): Promise<string[]> {
  return (await spoken(page)).filter((text) => OURS.test(text) && !ENGLISH.test(text) && !data.has(text));
}
