import { chapters } from "virtual:panduan";
import { describe, expect, it } from "vitest";

import { chapterOf } from "../../../panduan.ts";
import { findIn } from "./find";

describe("a chapter set for the page", () => {
  it("leads to chapters of the program, names keys, and leaves out what is about pictures", () => {
    const { slug, title, sections } = chapterOf("03-contoh.md", "# Contoh\n\nTekan `Ctrl+K`, lihat [Atur](13-atur.md). Tulis `145.a` < 146.\n\n![Gambar](a.png)\n\nSemua ada di [lembar](../gambar/x.md).\n\n## Lanjut\n\nTeks.");
    expect([slug, title]).toEqual(["contoh", "Contoh"]);
    expect(sections.map((one) => one.html)).toEqual([
      '<h2 id="bab-contoh" tabindex="-1">Contoh</h2>\n<p>Tekan <kbd>Ctrl+K</kbd>, lihat <a href="#/bantuan/atur">Atur</a>. Tulis <code>145.a</code> &lt; 146.</p>\n',
      '<h3 id="bab-lanjut" tabindex="-1">Lanjut</h3>\n<p>Teks.</p>\n',
    ]);
  });

  it("has no picture, no way out of the program, and no link to a chapter that is not there", () => {
    const all = chapters.flatMap((chapter) => chapter.sections.map((section) => section.html)).join("");
    expect(all).not.toContain("<img");
    const links = [...all.matchAll(/href="([^"]*)"/g)].map((match) => match[1] as string);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((href) => !chapters.some((chapter) => href === `#/bantuan/${chapter.slug}`))).toEqual([]);
  });

  it("opens with the five tasks", () => {
    expect(chapters[0]?.sections.map((one) => one.title)[1]).toBe("Lima hal yang paling sering dicari");
  });
});

describe("searching the manual", () => {
  it("finds sections that have every word, a title first, with what stands around", () => {
    const found = findIn(chapters, "hari libur");
    expect(found.length).toBeGreaterThan(1);
    expect(found.every((one) => /hari/i.test(one.section.html) && /libur/i.test(one.section.html))).toBe(true);
    expect(findIn(chapters, "disposisi")[0]?.section.title).toContain("Disposisi");
    expect(findIn(chapters, "kelompok centang").map((one) => one.section.title)).toContain("Memilih penerima");
    expect(found[0]?.excerpt.length).toBeLessThan(250);
  });

  it("finds nothing for what the manual does not say, and for a single letter", () => {
    expect(findIn(chapters, "zeppelin")).toEqual([]);
    expect(findIn(chapters, "a")).toEqual([]);
  });
});
