import { describe, expect, test } from "vitest";

import * as f from "./formats";

const NOW = "2026-11-10T15:45:00+07:00";

const CASES: [string, string, string][] = [
  ["longDate", f.longDate("2026-11-10"), "Selasa, 10 November 2026"],
  ["longDate of an instant late in UTC", f.longDate("2026-11-09T18:30:00Z"), "Selasa, 10 November 2026"],
  ["shortDate", f.shortDate("2026-11-10", NOW), "Sel 10 Nov"],
  ["shortDate of another year", f.shortDate("2025-08-17", NOW), "Min 17 Agu 2025"],
  ["dayMonth", f.dayMonth("2026-11-10", NOW), "10 Nov"],
  ["hour", f.hour("2026-11-10T09:32:00+07:00"), "09.32"],
  ["hour of UTC", f.hour("2026-11-10T02:32:00Z"), "09.32"],
  ["moment today", f.moment("2026-11-10T09:48:00+07:00", NOW), "09.48"],
  ["moment this week", f.moment("2026-11-09T14:20:00+07:00", NOW), "Senin 14.20"],
  ["moment six days on", f.moment("2026-11-16T14:20:00+07:00", NOW), "Senin 14.20"],
  ["moment a week ago names the date", f.moment("2026-11-03T10:20:00+07:00", NOW), "3 Nov 10.20"],
  ["moment of another year", f.moment("2025-11-03T10:20:00+07:00", NOW), "3 Nov 2025 10.20"],
  ["dayWord", f.dayWord("2026-11-09T08:00:00+07:00", NOW), "kemarin"],
  ["span under an hour", f.span(38), "38 m"],
  ["span with hours", f.span(82), "1 j 22 m"],
  ["span of whole hours", f.span(60), "1 j"],
  ["span of a day", f.span(450), "1 hari"],
  ["span of a day and an hour", f.span(511), "1 hari 1 j"],
  ["span of a Ramadan day", f.span(390, 390), "1 hari"],
  ["span of nothing", f.span(0), "0 m"],
  ["spanWords", f.spanWords(38), "38 menit kerja"],
  ["spanWords of hours", f.spanWords(350), "5 j 50 m"],
  ["spanWords of days", f.spanWords(900), "2 hari kerja"],
  ["longMonth", f.longMonth("2026-10"), "Oktober 2026"],
  ["rupiah", f.rupiah(1250000), "Rp1.250.000,00"],
  ["fileSize", f.fileSize(1468006), "1,4 MB"],
  ["monthKey", f.monthKey("2026-10-31T23:30:00Z"), "2026-11"],
  ["nothing for nonsense", f.longDate("kapan-kapan"), ""],
];

describe("formats of DESK 8", () => {
  test.each(CASES)("%s", (_, shown, expected) => expect(shown).toBe(expected));
});
