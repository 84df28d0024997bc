import { describe, expect, test } from "vitest";

import { marked, pieces } from "./hits";

const shown = (list: { text: string; hit: boolean }[]) => list.map((piece) => (piece.hit ? `[${piece.text}]` : piece.text)).join("");

describe("hits are marked", () => {
  test.each([
    ["…kertas \u0002HVS\u0003 70 gram…", "…kertas [HVS] 70 gram…"],
    ["\u0002HVS\u0003", "[HVS]"],
    ["\u0002a\u0003b\u0002c\u0003", "[a]b[c]"],
    ["tanpa tanda", "tanpa tanda"],
    ["", ""],
  ])("%j", (snippet, expected) => expect(shown(pieces(snippet))).toBe(expected));

  test.each([
    ["Alat Tulis Kantor", "tulis", "Alat [Tulis] Kantor"],
    ["Alat Tulis Kantor", "kantor alat", "[Alat] Tulis [Kantor]"],
    ["RSUD R.A. Basoeni", "r.a.", "RSUD [R.A.] Basoeni"],
    ["Alat", "", "Alat"],
    ["a+b (c)", "a+b", "[a+b] (c)"],
  ])("%j for %j", (text, search, expected) => expect(shown(marked(text, search))).toBe(expected));
});
