import { beforeEach, describe, expect, test } from "vitest";

import { nav } from "./nav.svelte";

describe("the way back", () => {
  beforeEach(() => nav.go({ view: "meja" }));

  test("is the way one came", () => {
    nav.go({ view: "naskah", no: "2026-0001", kind: "telaah" });
    expect(nav.origin, "not the usulan, which was never open").toEqual({ view: "meja" });
  });

  test("leads past a form that is done", () => {
    nav.go({ view: "usulan-baru" });
    nav.goOn({ view: "naskah", no: "2026-0001", kind: "surat-usulan" });
    expect(nav.origin).toEqual({ view: "meja" });
    nav.back();
    expect(nav.place).toEqual({ view: "meja" });
  });

  test("leads past it also from where one goes later", () => {
    nav.go({ view: "usulan-baru" });
    nav.goOn({ view: "satu", no: "2026-0001" });
    nav.go({ view: "naskah", no: "2026-0001", kind: "telaah" });
    nav.back();
    expect(nav.place).toEqual({ view: "satu", no: "2026-0001" });
    expect(nav.origin).toEqual({ view: "meja" });
  });
});
