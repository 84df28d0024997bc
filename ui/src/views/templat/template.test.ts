import { describe, expect, test } from "vitest";

import type { TemplateLine } from "$generated/TemplateLine";
import { folded, kindOfTitle, lineSpan } from "./template.svelte";

const line = (change: TemplateLine["change"], text: string): TemplateLine => ({ change, text });

describe("a difference", () => {
  test("leaves out what is far from any change, and says how much", () => {
    const lines = [...Array.from({ length: 5 }, (_, n) => line("same", `a${n}`)), line("removed", "x"), line("added", "y"), ...Array.from({ length: 6 }, (_, n) => line("same", `b${n}`))];
    const parts = folded(lines);
    expect(parts.map((part) => ("skipped" in part ? part.skipped : part.lines.map((one) => one.text).join(" ")))).toEqual([3, "a3 a4 x y b0 b1", 4]);
  });
  test("of equal texts has nothing to show", () => {
    expect(folded([line("same", "a"), line("same", "b")])).toEqual([{ skipped: 2 }]);
    expect(folded([])).toEqual([]);
  });
});

test.each([
  ["a\nbb\nccc", 2, [2, 4]],
  ["a\nbb\nccc", 3, [5, 8]],
  ["a\nbb", 9, [4, 4]],
  ["", 1, [0, 0]],
])("line %# of a text is found", (text, at, span) => expect(lineSpan(text, at)).toEqual(span));

test.each([
  ["Berita acara", "berita-acara"],
  ["  SK 2026 / Tim  ", "sk-2026-tim"],
  ["2 Laporan", "laporan"],
  ["—", ""],
])("%s is the kind %s", (title, kind) => expect(kindOfTitle(title)).toBe(kind));
