import type { Texts } from "../id";
import { count } from "./grammar";
import { names } from "./names";

export const laporan = {
  title: "Reports",
  previous: "Previous month",
  next: "Next month",
  caption: (month) => `Standard time kept, by step, ${month}`,
  sentence: (month, finished, steps, within, late, unsure) =>
    `${month}: ${finished} usulan finished. Of ${count(steps, "step")}, ${within} within standard time, ${late} over, and ${unsure} that cannot be told because the hour is not written on the paper.`,
  sentenceSure: (month, finished, steps, within, late) =>
    `${month}: ${finished} usulan finished. Of ${count(steps, "step")}, ${within} within standard time and ${late} over.`,
  sentenceAll: (month, finished, steps) => `${month}: ${finished} usulan finished. All ${count(steps, "measured step")} within standard time.`,
  sentenceNone: (month, finished) => `${month}: ${finished} usulan finished. No step has been measured yet.`,
  columns: { step: "Step", standard: "Standard", bar: "Spread", within: "Within", late: "Over", unsure: "Uncertain", median: "Median", worst: "Longest" },
  legend: { within: "within standard time", late: "over", unsure: "uncertain" },
  bar: (within, late, unsure) => `${within} within standard time, ${late} over, ${unsure} uncertain`,
  causes: (n) => `Recorded causes (${n})`,
  unexplained: "Not explained yet",
  estimated: (n) => `${count(n, "due time")} counted with estimated holidays.`,
  lateOf: (n, name) => `Usulan over at step ${n}, ${names.step(name)}`,
  days: (n) => count(n, "day"),
  empty: { title: (month) => `No usulan finished in ${month} yet.`, text: "Steps recorded so far are counted below." },
  trouble: "The report cannot be made. The office’s data has not changed.",
} satisfies Texts["laporan"];
