import { readdirSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { type HelpChapter, chapterOfPlace, chapterOfStep, help } from "./help.svelte";
import { placeOf } from "./place";

const files = new Set(readdirSync(new URL("../../../docs/panduan/", `file://${import.meta.dirname}/`)).map((file) => file.replace(/^\d+-|\.md$/g, "").replace("README", "panduan")));

describe("the chapter of where one stands", () => {
  it("is a chapter of the manual, for every view and every kind of step", () => {
    const places = ["#/meja", "#/usulan", "#/usulan/baru", "#/usulan/2026-0001", "#/usulan/2026-0001/naskah/telaah", "#/usulan/2026-0001/naskah/surat-pemberitahuan", "#/susulan", "#/pindai", "#/agenda", "#/laporan", "#/atur", "#/atur/tempat", "#/atur/naskah/telaah", "#/bantuan"];
    const chapters: HelpChapter[] = [...places.map((hash) => chapterOfPlace(placeOf(hash))), ...["register", "dispose", "receive", "write", "decide", "publish", "send", undefined].map((kind) => chapterOfStep(kind, []))];
    expect(chapters.filter((chapter) => !files.has(chapter))).toEqual([]);
  });

  it("is that of the letter a step writes", () => {
    expect(chapterOfStep("write", ["telaah", "pengumuman"])).toBe("telaah-dan-pengumuman");
    expect(chapterOfStep("write", ["surat-pemberitahuan"])).toBe("surat-pemberitahuan");
  });

  it("is nearer while a view says so", () => {
    const place = placeOf("#/usulan/2026-0001");
    const leave = help.stand("keputusan");
    expect(help.at(place)).toBe("keputusan");
    leave();
    expect(help.at(place)).toBe("daftar-usulan");
  });
});
