import { describe, expect, test } from "vitest";

import { type TypedHour, readDay, readHour } from "./typed-time";

const now = { year: 2026, month: 11, day: 10, hour: 15, minute: 45 }; // a Tuesday
const h = (hour: number, minute: number): TypedHour => ({ kind: "hour", hour, minute });
const on = (day: number, hour: number, minute: number, month = 11, year = 2026): TypedHour => ({
  kind: "hour", hour, minute, day: { year, month, day },
});

const HOURS: [string, TypedHour][] = [
  ["932", h(9, 32)],
  ["9.32", h(9, 32)],
  ["09:32", h(9, 32)],
  ["0932", h(9, 32)],
  ["09.32", h(9, 32)],
  [" 9,32 ", h(9, 32)],
  ["9", h(9, 0)],
  ["13", h(13, 0)],
  ["1530", h(15, 30)],
  ["0", h(0, 0)],
  ["0000", h(0, 0)],
  ["2359", h(23, 59)],
  ["kemarin 1530", on(9, 15, 30)],
  ["Kemarin  9.32", on(9, 9, 32)],
  ["10/11 9.32", on(10, 9, 32)],
  ["9 nov 15.30", on(9, 15, 30)],
  ["senin 1420", on(9, 14, 20)],
  ["yesterday 1530", on(9, 15, 30)],
  ["mon 1420", on(9, 14, 20)],
  ["now", { kind: "now" }],
  ["s", { kind: "now" }],
  ["S", { kind: "now" }],
  ["sekarang", { kind: "now" }],
  ["", { kind: "empty" }],
  ["   ", { kind: "empty" }],
  ["24.00", { kind: "unclear" }],
  ["9.60", { kind: "unclear" }],
  ["961", { kind: "unclear" }],
  ["pagi", { kind: "unclear" }],
  ["kemarin", { kind: "unclear" }],
  ["31/2 9.00", { kind: "unclear" }],
  ["12345", { kind: "unclear" }],
  ["-9", { kind: "unclear" }],
];

describe("an hour as a clerk types it", () => {
  test.each(HOURS)("%j", (typed, meant) => {
    expect(readHour(typed, now), `${typed} is read as the clerk means it`).toEqual(meant);
  });
});

const DAYS: [string, [number, number, number] | "empty" | "unclear"][] = [
  ["10 nov", [2026, 11, 10]],
  ["10 November 2026", [2026, 11, 10]],
  ["Sel 10 Nov", [2026, 11, 10]],
  ["Selasa, 10 November 2026", [2026, 11, 10]],
  ["10/11", [2026, 11, 10]],
  ["10-11-2025", [2025, 11, 10]],
  ["1.1.26", [2026, 1, 1]],
  ["9", [2026, 11, 9]],
  ["2026-02-28", [2026, 2, 28]],
  ["29 feb 2028", [2028, 2, 29]],
  ["17 agt", [2026, 8, 17]],
  ["17 agustus", [2026, 8, 17]],
  ["kemarin", [2026, 11, 9]],
  ["hari ini", [2026, 11, 10]],
  ["besok", [2026, 11, 11]],
  ["senin", [2026, 11, 9]],
  ["selasa", [2026, 11, 10]],
  ["rabu", [2026, 11, 4]],
  ["wed", [2026, 11, 4]],
  ["Wednesday", [2026, 11, 4]],
  ["today", [2026, 11, 10]],
  ["tomorrow", [2026, 11, 11]],
  ["Tue 10 Nov", [2026, 11, 10]],
  ["Tuesday, 9 May 2026", [2026, 5, 9]],
  ["9 may", [2026, 5, 9]],
  ["17 aug", [2026, 8, 17]],
  ["5 oct", [2026, 10, 5]],
  ["25 dec", [2026, 12, 25]],
  ["", "empty"],
  ["29 feb", "unclear"],
  ["31/11", "unclear"],
  ["10 foo", "unclear"],
  ["lusa kemarin", "unclear"],
];

describe("a date as a clerk types it", () => {
  test.each(DAYS)("%j", (typed, meant) => {
    const expected = Array.isArray(meant)
      ? { kind: "day", day: { year: meant[0], month: meant[1], day: meant[2] } }
      : { kind: meant };
    expect(readDay(typed, now), `${typed} is read as the clerk means it`).toEqual(expected);
  });

  test("the first of January, 'kemarin' is last year", () => {
    expect(readDay("kemarin", { year: 2027, month: 1, day: 1 })).toEqual({ kind: "day", day: { year: 2026, month: 12, day: 31 } });
  });
});
