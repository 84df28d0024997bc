import { describe, expect, it } from "vitest";

import type { Posts } from "$generated/Posts";
import { freshKey } from "./atur.svelte";
import { shownValue, withValue, wordsOf } from "./layout";
import { holderRows, nipWords, periodWords, printedOn } from "./posts";
import { hoursOf, netMinutes, readClock, windowsOf } from "./windows";

const posts: Posts = {
  posts: [{ id: "kabag", name: "Kepala Bagian Pengadaan Barang dan Jasa", short: "Kabag PBJ", sop_actor: "kepala-ukpbj", recordable: true }],
  persons: [{ id: "p-01", name: "Nama Lama, S.Sos.", rank: "Pembina", nip: "" }, { id: "p-02", name: "Nama Contoh, S.T., M.M.", rank: "Pembina", nip: "198001012005011001" }],
  tenures: [
    { id: "m-01", post: "kabag", person: "p-01", capacity: "definitif", from: "2024-01-02", to: "2026-06-30", basis: "SK 821" },
    { id: "m-02", post: "kabag", person: "p-02", capacity: "plt", from: "2026-10-01", to: null, basis: "SPT 800" },
  ],
};

describe("holders of a post", () => {
  it("stand newest first, with the gap between them", () => {
    const rows = holderRows(posts, [{ post: "kabag", kind: "gap", from: "2026-07-01", to: "2026-09-30" }], "kabag");
    expect(rows.map((row) => (row.kind === "gap" ? "gap" : row.tenure.id))).toEqual(["m-02", "gap", "m-01"]);
    expect(periodWords("2026-10-01", null)).toBe("1 Okt 2026 –");
    expect(periodWords("2024-01-02", "2026-06-30")).toBe("2 Jan 2024 – 30 Jun 2026");
  });

  it("print as valid on the date, and nobody prints in a gap", () => {
    expect(printedOn(posts, "kabag", "2026-11-11")).toEqual({
      title: "Plt. KEPALA BAGIAN PENGADAAN BARANG DAN JASA,", name: "NAMA CONTOH, S.T., M.M.", rank: "Pembina · NIP. 19800101 200501 1 001",
    });
    expect(printedOn(posts, "kabag", "2026-08-01")).toBeUndefined();
    expect(nipWords("1980")).toBe("1980");
  });

  it("get keys that no other has", () => {
    expect(freshKey("p", ["p-01", "p-02"])).toBe("p-03");
    expect(freshKey("p", ["p-02"])).toBe("p-03");
  });
});

describe("office hours", () => {
  it("are four hours a day, read as a clerk types them", () => {
    expect(windowsOf({ open: "730", breakFrom: "12.00", breakTo: "13:00", close: "16.00" })).toEqual([["07:30", "12:00"], ["13:00", "16:00"]]);
    expect(hoursOf([["07:30", "12:00"], ["13:00", "16:00"]])).toEqual({ open: "07.30", breakFrom: "12.00", breakTo: "13.00", close: "16.00" });
    expect(netMinutes([["07:30", "12:00"], ["13:00", "16:00"]])).toBe(450);
  });

  it("can be without a break, or off", () => {
    expect(windowsOf({ open: "08.00", breakFrom: "", breakTo: "", close: "13.00" })).toEqual([["08:00", "13:00"]]);
    expect(windowsOf({ open: "", breakFrom: "", breakTo: "", close: "" })).toEqual([]);
  });

  it.each([
    { open: "16.00", breakFrom: "", breakTo: "", close: "07.30" },
    { open: "07.30", breakFrom: "12.00", breakTo: "", close: "16.00" },
    { open: "25.00", breakFrom: "", breakTo: "", close: "26.00" },
  ])("are not saved when they cannot be read or are out of order (%#)", (hours) => {
    expect(windowsOf(hours)).toBeUndefined();
  });

  it("read clock times only", () => {
    expect([readClock("9.32"), readClock("0932"), readClock("9:60"), readClock("pagi")]).toEqual(["09:32", "09:32", undefined, undefined]);
  });
});

describe("the layout of letters", () => {
  const rule = { key: "address_side", label: "Letak Yth.", source: "pedoman", input: "choice", options: [["kiri", "Di kiri"], ["kanan", "Di kanan"]] as [string, string][], delivered: "kiri" };

  it("shows the delivered value until another is typed", () => {
    expect(shownValue({}, rule)).toBe("kiri");
    expect(shownValue({ address_side: "kanan" }, rule)).toBe("kanan");
    expect(wordsOf(rule, "kanan")).toBe("Di kanan");
    expect(wordsOf({ ...rule, options: [] }, "12,5")).toBe("12,5");
  });

  it("keeps what differs from the delivered, and nothing else", () => {
    const typed = withValue({ margin_left: "32" }, rule, "kanan");
    expect(typed).toEqual({ margin_left: "32", address_side: "kanan" });
    expect(withValue(typed, rule, "kiri")).toEqual({ margin_left: "32" });
  });
});
