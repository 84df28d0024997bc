// Wall time of the office as plain values. Instants come from the core as RFC 3339 with an offset; the office
// writes in one zone, so that a screen never shows the zone of the PC's clock by accident.

/** Minutes east of UTC of the office's zone: Asia/Jakarta, WIB, no daylight saving. */
export const OFFICE_OFFSET = 7 * 60;

/** A calendar date, month 1 to 12. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

/** A calendar date with an hour of the office's clock. */
export interface Wall extends Day {
  hour: number;
  minute: number;
}

const pad = (n: number) => String(n).padStart(2, "0");
const MINUTE = 60_000;

/** The wall time of an instant such as `2026-11-10T09:32:00+07:00`; undefined if it is not one. */
export function wallOf(instant: string): Wall | undefined {
  const millis = Date.parse(instant);
  if (Number.isNaN(millis)) return undefined;
  const d = new Date(millis + OFFICE_OFFSET * MINUTE);
  return {
    year: d.getUTCFullYear(),
    month: d.getUTCMonth() + 1,
    day: d.getUTCDate(),
    hour: d.getUTCHours(),
    minute: d.getUTCMinutes(),
  };
}

/** The instant of a wall time, in whole minutes, as the core wants it. */
export function instantOf(wall: Wall): string {
  return `${isoOf(wall)}T${pad(wall.hour)}:${pad(wall.minute)}:00+07:00`;
}

/** `2026-11-10`. */
export function isoOf(day: Day): string {
  return `${String(day.year).padStart(4, "0")}-${pad(day.month)}-${pad(day.day)}`;
}

/** A date from `2026-11-10`, or from the date part of an instant in the office's zone. */
export function dayOf(iso: string): Day | undefined {
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!plain) return wallOf(iso);
  const day = { year: Number(plain[1]), month: Number(plain[2]), day: Number(plain[3]) };
  return isRealDay(day) ? day : undefined;
}

export function isRealDay(day: Day): boolean {
  const d = new Date(Date.UTC(day.year, day.month - 1, day.day));
  return d.getUTCFullYear() === day.year && d.getUTCMonth() === day.month - 1 && d.getUTCDate() === day.day;
}

export function addDays(day: Day, n: number): Day {
  const d = new Date(Date.UTC(day.year, day.month - 1, day.day + n));
  return { year: d.getUTCFullYear(), month: d.getUTCMonth() + 1, day: d.getUTCDate() };
}

/** Whole days from `a` to `b`, negative when `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return Math.round((Date.UTC(b.year, b.month - 1, b.day) - Date.UTC(a.year, a.month - 1, a.day)) / 86_400_000);
}

/** 0 Sunday to 6 Saturday. */
export function weekday(day: Day): number {
  return new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay();
}
