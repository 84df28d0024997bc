import { describe, expect, test } from "vitest";

import type { Standing } from "$generated/Standing";
import { standingWords } from "./standing";

const NOW = "2026-11-10T09:00:00+07:00";
const at = { from: NOW, to: NOW, certainty: "written" as const };
const make = (part: Partial<Standing>): Standing => ({
  kind: "plenty", elapsed: 0, standard: 60, remaining: 0, due: null, estimated: false, since: at, reason: "", ...part,
});

const CASES: [string, Standing, { look: string; line: string; short: string; second: string }][] = [
  ["plenty", make({ remaining: 350, due: "2026-11-11T09:40:00+07:00" }), { look: "plain", line: "sisa 5 j 50 m, s.d. Rabu 09.40", short: "sisa 5 j 50 m", second: "s.d. Rabu 09.40" }],
  ["the last quarter", make({ kind: "soon", remaining: 14, due: "2026-11-10T10:48:00+07:00" }), { look: "soon", line: "sisa 14 menit kerja, s.d. 10.48", short: "sisa 14 m", second: "s.d. 10.48" }],
  ["over", make({ kind: "over", remaining: -14 }), { look: "care", line: "lewat 14 menit kerja", short: "lewat 14 m", second: "" }],
  ["held", make({ kind: "held", elapsed: 900, reason: "aplikasi LKPP gangguan" }), { look: "hold", line: "ditahan 2 hari kerja: aplikasi LKPP gangguan", short: "ditahan 2 hari", second: "aplikasi LKPP gangguan" }],
  ["outside", make({ kind: "outside", elapsed: 95 }), { look: "hold", line: "di luar waktu baku, 1 j 35 m", short: "di luar waktu baku", second: "1 j 35 m" }],
  ["no standard", make({ kind: "none" }), { look: "plain", line: "", short: "–", second: "" }],
];

describe("where a clock stands, in words", () => {
  test.each(CASES)("%s", (_, standing, words) => expect(standingWords(standing, NOW)).toEqual(words));
});
