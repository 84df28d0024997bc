// What a clerk types into a time field, read as the clerk means it (DESK 2.2), in Indonesian or English whatever the screen speaks: no word of
// one means something else in the other. Pure: the present comes in.

import { type Day, type Wall, addDays, isRealDay } from "./time";

/** The hour typed, and the day when the text names one. `empty` clears the field. */
export type TypedHour =
  | { kind: "empty" }
  | { kind: "now" }
  | { kind: "hour"; hour: number; minute: number; day?: Day }
  | { kind: "unclear" };

export type TypedDay = { kind: "empty" } | { kind: "day"; day: Day } | { kind: "unclear" };

const MONTH_STEMS = ["jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"];
/** How English begins the months that Indonesian begins otherwise. */
const ENGLISH_STEMS: Record<string, string> = { may: "mei", aug: "agu", oct: "okt", dec: "des" };
const WEEKDAYS = ["minggu", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu"];
const ENGLISH_WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const NOW = new Set(["s", "sekarang", "now"]);
const TODAY = new Set(["hari ini", "today", ...NOW]);
const YESTERDAY = new Set(["kemarin", "yesterday"]);
const TOMORROW = new Set(["besok", "tomorrow"]);

/** `932`, `9.32`, `09:32`, `9`, `0932`, `kemarin 1530`, `10/11 9.32`, `s`. */
export function readHour(text: string, now: Wall): TypedHour {
  const clean = text.trim().toLowerCase().replace(/\s+/g, " ");
  if (clean === "") return { kind: "empty" };
  if (NOW.has(clean)) return { kind: "now" };
  const alone = clockOf(clean);
  if (alone) return { kind: "hour", ...alone };
  const cut = clean.lastIndexOf(" ");
  if (cut < 0) return { kind: "unclear" };
  const time = clockOf(clean.slice(cut + 1));
  const day = readDay(clean.slice(0, cut), now);
  if (!time || day.kind !== "day") return { kind: "unclear" };
  return { kind: "hour", ...time, day: day.day };
}

/** `10 nov`, `10/11`, `10-11-2026`, `10`, `kemarin`, `hari ini`, `senin` (the latest one), `2026-11-10`. */
export function readDay(text: string, today: Day): TypedDay {
  const clean = text.trim().toLowerCase().replace(/[,.]+(?=\s|$)/g, "").replace(/\s+/g, " ");
  if (clean === "") return { kind: "empty" };
  if (YESTERDAY.has(clean)) return found(addDays(today, -1));
  if (TODAY.has(clean)) return found(today);
  if (TOMORROW.has(clean)) return found(addDays(today, 1));

  const named = [WEEKDAYS, ENGLISH_WEEKDAYS].map((names) => names.findIndex((name) => name === clean || name.slice(0, 3) === clean)).find((at) => at >= 0) ?? -1;
  if (named >= 0) return found(latest(named, today));

  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean);
  if (iso) return made(Number(iso[1]), Number(iso[2]), Number(iso[3]));

  const numbers = /^(\d{1,2})(?:[/.-](\d{1,2})(?:[/.-](\d{2}|\d{4}))?)?$/.exec(clean);
  if (numbers) return made(yearOf(numbers[3], today), numbers[2] ? Number(numbers[2]) : today.month, Number(numbers[1]));

  const words = /^(?:[a-z]+ )?(\d{1,2}) ([a-z]{3,9})(?: (\d{2}|\d{4}))?$/.exec(clean);
  if (!words) return { kind: "unclear" };
  const month = monthOf(words[2] ?? "");
  return month === 0 ? { kind: "unclear" } : made(yearOf(words[3], today), month, Number(words[1]));
}

function clockOf(text: string): { hour: number; minute: number } | undefined {
  const parts = /^(\d{1,2})[.:,](\d{2})$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text) ?? /^(\d{1,2})$/.exec(text);
  if (!parts) return undefined;
  const hour = Number(parts[1]);
  const minute = Number(parts[2] ?? "0");
  return hour < 24 && minute < 60 ? { hour, minute } : undefined;
}

function found(day: Day): TypedDay {
  return { kind: "day", day: { year: day.year, month: day.month, day: day.day } };
}

function made(year: number, month: number, day: number): TypedDay {
  const date = { year, month, day };
  return isRealDay(date) ? { kind: "day", day: date } : { kind: "unclear" };
}

function latest(weekday: number, today: Day): Day {
  const current = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay();
  return addDays(today, -((current - weekday + 7) % 7));
}

function monthOf(word: string): number {
  const stem = word === "agt" || word.startsWith("agst") ? "agu" : word.slice(0, 3);
  return MONTH_STEMS.indexOf(ENGLISH_STEMS[stem] ?? stem) + 1;
}

function yearOf(text: string | undefined, today: Day): number {
  if (text === undefined) return today.year;
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}
