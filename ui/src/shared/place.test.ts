import { describe, expect, test } from "vitest";

import { type Place, hashOf, parentOf, placeOf } from "./place";

const PLACES: Place[] = [
  { view: "meja" }, { view: "usulan" }, { view: "usulan-baru" }, { view: "usulan-baru", draft: "k-1" },
  { view: "satu", no: "2026-0042" }, { view: "satu", no: "2026-0042", step: 5 },
  { view: "naskah", no: "2026-0042", kind: "telaah" }, { view: "susulan" }, { view: "susulan", no: "2026-0042" },
  { view: "pindai" }, { view: "agenda" }, { view: "agenda", list: "keluar" }, { view: "laporan" },
  { view: "laporan", month: "2026-10" }, { view: "laporan", month: "2026-10", part: "penyimpangan" }, { view: "atur" }, { view: "atur", page: "jam kerja" }, { view: "templat", kind: "surat-undangan" },
  { view: "bantuan" }, { view: "bantuan", chapter: "sop" },
];

describe("the address mirrors the place", () => {
  test.each(PLACES)("%j", (place) => expect(placeOf(hashOf(place)), "reading an address gives the place it was made from").toEqual(place));
  test.each(["", "#", "#/", "#/nowhere", "#/%E0%A4%A", "garbage"])("%j is Meja", (hash) => expect(placeOf(hash)).toEqual({ view: "meja" }));
  test("an odd list or month is left out", () => {
    expect(placeOf("#/agenda/semua")).toEqual({ view: "agenda" });
    expect(placeOf("#/laporan/oktober")).toEqual({ view: "laporan" });
  });
  test("depth is at most three", () => {
    for (const place of PLACES) {
      let depth = 1;
      for (let up = parentOf(place); up; up = parentOf(up)) depth += 1;
      expect(depth, hashOf(place)).toBeLessThanOrEqual(3);
    }
  });
});
