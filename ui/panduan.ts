// The manual as the page shows it: `docs/panduan` read and set as HTML while the page is built, so that nothing parses Markdown
// at a clerk's PC. Imported as `virtual:panduan`, by what is loaded late only.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { Marked, type Tokens } from "marked";
import type { Plugin } from "vite";

const FOLDER = join(import.meta.dirname, "../docs/panduan/");
const NAME = "virtual:panduan";

/** A heading with what stands below it, up to the next heading. */
export interface Section {
  /** Id of its heading on the page. */
  id: string;
  title: string;
  html: string;
}

export interface Chapter {
  /** `usulan-masuk` for `02-usulan-masuk.md`; `panduan` is the opening. */
  slug: string;
  title: string;
  sections: Section[];
}

const slugOf = (file: string) => (file === "README.md" ? "panduan" : file.replace(/^\d+-|\.md$/g, ""));
const idOf = (title: string) => `bab-${title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "")}`;
const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const isKey = (text: string) => /^(Ctrl|Alt|Shift|F\d|Enter|Esc|\?$)/.test(text);

const setter = new Marked({
  renderer: {
    codespan: ({ text }) => (isKey(text) ? `<kbd>${escaped(text)}</kbd>` : `<code>${escaped(text)}</code>`),
    link({ href, tokens }) {
      return `<a href="#/bantuan/${slugOf(href)}">${this.parser.parseInline(tokens)}</a>`;
    },
    // The program carries no pictures of itself: they would weigh more than all of its page.
    image: () => "",
    paragraph(token) {
      return ofPictures(token) ? "" : `<p>${this.parser.parseInline(token.tokens)}</p>\n`;
    },
    // The page has its own first two levels; a chapter's title is the third thing heard.
    heading({ tokens, depth, text }) {
      return `<h${depth + 1} id="${idOf(text)}" tabindex="-1">${this.parser.parseInline(tokens)}</h${depth + 1}>\n`;
    },
  },
});

/** A picture alone, or a sentence that leads out of the manual to more of them. */
function ofPictures({ tokens }: Tokens.Paragraph | Tokens.Generic): boolean {
  const list = tokens ?? [];
  return list.every((one) => one.type === "image") || list.some((one) => one.type === "link" && !/^[\w-]+\.md$/.test(one.href));
}

/** Sets one text. Exported for its test. */
export function chapterOf(file: string, text: string): Chapter {
  const sections: Section[] = [];
  const tokens = setter.lexer(text);
  for (const token of tokens) {
    if (token.type === "heading") sections.push({ id: idOf(token.text), title: token.text, html: "" });
    const last = sections.at(-1);
    if (!last) throw new Error(`${file} begins without a heading`);
    last.html += setter.parser([token]);
  }
  return { slug: slugOf(file), title: sections[0]?.title ?? "", sections };
}

/** All chapters, the opening first. */
export function chapters(): Chapter[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".md") && file !== "README.md").sort();
  return ["README.md", ...files].map((file) => chapterOf(file, readFileSync(FOLDER + file, "utf8")));
}

export function panduan(): Plugin {
  return {
    name: "panduan",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return undefined;
      for (const file of readdirSync(FOLDER)) if (file.endsWith(".md")) this.addWatchFile(FOLDER + file);
      return `export const chapters = ${JSON.stringify(chapters())};`;
    },
  };
}
