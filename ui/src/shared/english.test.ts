// English words in the formats, as they stand after English was settled before the first module took its words.
import { beforeAll, describe, expect, test, vi } from "vitest";

const NOW = "2026-11-10T15:45:00+07:00";

describe("formats in English", () => {
  let f: typeof import("./formats");
  beforeAll(async () => {
    vi.resetModules();
    const [{ speak }, { en, enLater }] = await Promise.all([import("./texts/id"), import("./texts/en")]);
    speak(en, enLater);
    f = await import("./formats");
  });

  test.each([
    ["a date in a sentence", () => f.longDate("2026-11-10"), "Tuesday, 10 November 2026"],
    ["a date in a list", () => f.shortDate("2025-08-17", NOW), "Sun 17 Aug 2025"],
    ["an hour is the office's", () => f.hour("2026-11-10T14:32:00+07:00"), "14.32"],
    ["a moment this week", () => f.moment("2026-11-09T14:20:00+07:00", NOW), "Monday 14.20"],
    ["a day as one says it", () => f.dayWord("2026-11-09T08:00:00+07:00", NOW), "yesterday"],
    ["a span in a table", () => f.span(82), "1 h 22 m"],
    ["a span of days", () => f.span(961), "2 days 1 h"],
    ["a span in a sentence", () => f.spanWords(38), "38 working minutes"],
    ["one minute", () => f.spanWords(1), "1 working minute"],
    ["days in a sentence", () => f.spanWords(900), "2 working days"],
    ["a size", () => f.fileSize(1468006), "1.4 MB"],
    ["money stays the office's", () => f.rupiah(1250000), "Rp1.250.000,00"],
  ])("%s", (_, shown, expected) => expect(shown()).toBe(expected));
});
