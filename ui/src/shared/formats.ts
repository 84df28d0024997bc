// How dates, hours and spans are written on the screen (DESK 8). Letters are written by the core, not here.

import { t } from "./texts/id";
import { type Day, dayOf, daysBetween, isoOf, wallOf, weekday } from "./time";

/** Net minutes of the first day of a full working week; the core counts the real ones, this only groups a span for reading. */
const DAY_MINUTES = 450;

const pad = (n: number) => String(n).padStart(2, "0");
const at = (list: readonly string[], index: number) => list[index] ?? "";

function read(value: string | Day): Day | undefined {
  return typeof value === "string" ? dayOf(value) : value;
}

/** `Selasa`. */
export function dayName(value: string | Day): string {
  const day = read(value);
  return day ? at(t.dates.days, weekday(day)) : "";
}

/** `November`, from 1 to 12. */
export function monthName(month: number): string {
  return at(t.dates.months, month - 1);
}

/** `November 2026`, from `2026-11`. */
export function longMonth(value: string): string {
  const [year, month] = value.split("-").map(Number);
  return `${monthName(month ?? 0)} ${year ?? ""}`.trim();
}

/** `Selasa, 10 November 2026`: in sentences. */
export function longDate(value: string | Day): string {
  const day = read(value);
  return day ? `${dayName(day)}, ${day.day} ${monthName(day.month)} ${day.year}` : "";
}

/** `10 November 2026`. */
export function plainDate(value: string | Day): string {
  const day = read(value);
  return day ? `${day.day} ${monthName(day.month)} ${day.year}` : "";
}

/** `Sel 10 Nov`, with the year when it is not the year of `now`: in lists. */
export function shortDate(value: string | Day, now?: string | Day): string {
  const day = read(value);
  if (!day) return "";
  const today = now === undefined ? undefined : read(now);
  const year = today && today.year !== day.year ? ` ${day.year}` : "";
  return `${at(t.dates.daysShort, weekday(day))} ${day.day} ${at(t.dates.monthsShort, day.month - 1)}${year}`;
}

/** `10 Nov`, with the year when it is not the year of `now`: in a narrow column. */
export function dayMonth(value: string | Day, now?: string | Day): string {
  const day = read(value);
  if (!day) return "";
  const today = now === undefined ? undefined : read(now);
  const year = today && today.year !== day.year ? ` ${day.year}` : "";
  return `${day.day} ${at(t.dates.monthsShort, day.month - 1)}${year}`;
}

/** `09.32`. */
export function hour(instant: string): string {
  const wall = wallOf(instant);
  return wall ? `${pad(wall.hour)}.${pad(wall.minute)}` : "";
}

/** `09.48` today, `Senin 14.20` within seven days, `5 Nov 10.20` further off. */
export function moment(instant: string, now: string): string {
  const wall = wallOf(instant);
  const today = wallOf(now);
  if (!wall || !today) return "";
  const away = Math.abs(daysBetween(wall, today));
  if (away === 0) return hour(instant);
  return `${away < 7 ? dayName(wall) : dayMonth(wall, today)} ${hour(instant)}`;
}

/** The day of an instant as one says it: `hari ini`, `kemarin`, `Kamis`, `5 Nov`. */
export function dayWord(value: string, now: string): string {
  const day = dayOf(value);
  const today = dayOf(now);
  if (!day || !today) return "";
  const away = daysBetween(day, today);
  if (away === 0) return t.dates.today;
  if (away === 1) return t.dates.yesterday;
  if (away === -1) return t.dates.tomorrow;
  return Math.abs(away) < 7 ? dayName(day) : dayMonth(day, today);
}

/** `1 j 22 m`, `38 m`, `1 hari 1 j`: working minutes in tables. A day is `perDay` net minutes. */
export function span(minutes: number, perDay: number = DAY_MINUTES): string {
  const total = Math.max(0, Math.round(minutes));
  const days = Math.floor(total / perDay);
  const hours = Math.floor((total % perDay) / 60);
  const rest = (total % perDay) % 60;
  const parts: string[] = [];
  if (days > 0) parts.push(t.dates.spanDays(days));
  if (hours > 0) parts.push(t.dates.spanHours(hours));
  if (rest > 0 && days === 0) parts.push(t.dates.spanMinutes(rest));
  return parts.join(" ") || t.dates.spanMinutes(0);
}

/** `38 menit kerja`, `5 j 50 m`, `2 hari kerja`: working minutes in a sentence. */
export function spanWords(minutes: number, perDay: number = DAY_MINUTES): string {
  const total = Math.max(0, Math.round(minutes));
  if (total < 60) return t.dates.workingMinutes(total);
  if (total % perDay === 0) return t.dates.workingDays(total / perDay);
  return span(total, perDay);
}

/** `Rp1.250.000,00`. */
export function rupiah(amount: number): string {
  const [whole, cents] = amount.toFixed(2).split(".");
  return `Rp${(whole ?? "0").replace(/\B(?=(\d{3})+$)/g, ".")},${cents}`;
}

/** `1,4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return t.dates.bytes(bytes);
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", t.dates.decimals)} MB`;
}

/** `2026-11`, the month of an instant or a date. */
export function monthKey(value: string): string {
  const day = dayOf(value);
  return day ? isoOf(day).slice(0, 7) : "";
}
