// The list of whose work is shipped is made while the page is built; it must know what is linked and leave out what is not.

import { execFileSync } from "node:child_process";
import { homedir } from "node:os";

import { describe, expect, it } from "vitest";

import { licences } from "../licences";

const host = /^host: (.*)$/m.exec(execFileSync("rustc", ["-vV"], { encoding: "utf8" }))?.[1] ?? "";

describe("whose work the program carries", () => {
  const found = licences(host);
  const named = new Map(found.packages.map((one) => [one.name, one]));

  it("names the window, the database, the page's parts and the fonts, each with its licence", () => {
    for (const name of ["tauri", "rusqlite", "printpdf", "svelte", "lucide", "d3-shape", "Liberation Sans", "TeX Gyre Bonum"]) {
      expect(named.get(name)?.licence, name).toBeTruthy();
    }
    expect(found.packages.filter((one) => one.licence === "").map((one) => one.name), "nothing without a licence").toEqual([]);
  });

  it("leaves out our own crates and what only builds or tests", () => {
    for (const name of ["sop", "etalase", "vite", "typescript", "@playwright/test", "acorn", "proptest"]) expect(named.has(name), name).toBe(false);
  });

  it("carries the texts once, and says nothing of this machine", () => {
    expect(new Set(found.texts).size).toBe(found.texts.length);
    const svelte = named.get("svelte");
    expect(found.texts[svelte?.texts[0] ?? -1]).toContain("Permission is hereby granted");
    expect(JSON.stringify(found.packages)).not.toContain(homedir());
  });
});
