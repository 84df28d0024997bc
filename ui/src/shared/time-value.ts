// What a time field holds: what was typed, and how sure it is. The interval is made by the core.

import { hour, shortDate } from "./formats";
import { t } from "./texts/id";
import { type Wall, dayOf, instantOf, wallOf } from "./time";

export type Certainty = "exact" | "about" | "date";

export interface TimeValue {
  /** `2026-11-10`, or empty. */
  date: string;
  /** `09:32`, or empty. */
  hour: string;
  certainty: Certainty;
}

/** The earliest and latest possible time, each with what sets it, e.g. "lembar dicetak". */
export interface Bound {
  at: string;
  what: string;
}
export interface Bounds {
  from?: Bound | null;
  to?: Bound | null;
}

export const emptyTime = (): TimeValue => ({ date: "", hour: "", certainty: "exact" });

/** The present, for an act of one's own account, and for "Sekarang". */
export function timeOf(instant: string, certainty: Certainty = "exact"): TimeValue {
  const wall = wallOf(instant);
  if (!wall) return emptyTime();
  const whole = instantOf(wall);
  return { date: whole.slice(0, 10), hour: whole.slice(11, 16), certainty };
}

/** The instant named by the field; undefined while it is incomplete or only a date. */
export function instantIn(value: TimeValue): string | undefined {
  const day = dayOf(value.date);
  const clock = /^(\d{2}):(\d{2})$/.exec(value.hour);
  if (!day || !clock || value.certainty === "date") return undefined;
  return instantOf({ ...day, hour: Number(clock[1]), minute: Number(clock[2]) } as Wall);
}

/** The message of an incomplete field, or undefined when it can be recorded. */
export function missingIn(value: TimeValue): string | undefined {
  if (!dayOf(value.date)) return t.time.missingDate;
  if (value.certainty !== "date" && instantIn(value) === undefined) return t.time.missingHour;
  return undefined;
}

/** "antara 08.20 (lembar dicetak) dan 15.45 (sekarang)"; a day is named when it is not today. */
export function boundsWords(bounds: Bounds, now: string): string {
  const say = (bound: Bound) => {
    const sameDay = shortDate(bound.at) === shortDate(now);
    return t.time.bound(sameDay ? hour(bound.at) : `${shortDate(bound.at, now)} ${hour(bound.at)}`, bound.what);
  };
  const { from, to } = bounds;
  if (from && to) return t.time.between(say(from), say(to));
  if (from) return t.time.from(say(from));
  return to ? t.time.until(say(to)) : "";
}

/** Whether the hour named lies outside its bounds; the core decides about the interval, this only says so early. */
export function isOutside(value: TimeValue, bounds: Bounds): boolean {
  const instant = instantIn(value);
  if (!instant || value.certainty !== "exact") return false;
  const millis = Date.parse(instant);
  const before = bounds.from ? millis < Math.floor(Date.parse(bounds.from.at) / 60_000) * 60_000 : false;
  return before || (bounds.to ? millis > Date.parse(bounds.to.at) : false);
}
