// Between the time field and the core: what was typed as a `When`, and what the core says as words.

import type { BoundsView } from "$generated/BoundsView";
import type { Happened } from "$generated/Happened";
import type { When } from "$generated/When";
import { clock } from "$shared/clock.svelte";
import { hour, moment, shortDate } from "$shared/formats";
import { t } from "$shared/texts/id";
import { isoOf } from "$shared/time";
import { readDay } from "$shared/typed-time";
import { type Bounds, type TimeValue, instantIn } from "$shared/time-value";

/** The time as the core wants it; undefined while the field is incomplete. */
export function whenOf(value: TimeValue): When | undefined {
  if (value.certainty === "date") return value.date ? { certainty: "date_only", date: value.date } : undefined;
  const at = instantIn(value);
  if (!at) return undefined;
  return value.certainty === "about" ? { certainty: "about", at } : { certainty: "written", at };
}

/** The bounds of a field, each with what sets it. */
export function boundsOf(view: BoundsView): Bounds {
  return {
    from: view.earliest ? { at: view.earliest, what: t.names.bound(view.after) } : null,
    to: { at: view.latest, what: t.time.isNow },
  };
}

/** `09.32`, `± 09.30`, `Sel 10 Nov, jam tidak tertulis`; with the day when it is not today. */
export function happenedWords(happened: Happened, now: string): string {
  switch (happened.certainty) {
    case "written":
      return moment(happened.from, now);
    case "about": {
      const middle = new Date((Date.parse(happened.from) + Date.parse(happened.to)) / 2).toISOString();
      return shortDate(middle) === shortDate(now) ? t.time.aboutHour(hour(middle)) : `${shortDate(middle, now)} ${t.time.aboutHour(hour(middle))}`;
    }
    case "date_only":
      return `${shortDate(happened.from, now)}, ${t.time.noHour}`;
  }
}

/** A date as typed: `2026-11-10`; null when nothing is typed, undefined when it cannot be read. */
export function typedDay(text: string): string | null | undefined {
  const read = readDay(text, clock.wall);
  if (read.kind === "empty") return null;
  return read.kind === "day" ? isoOf(read.day) : undefined;
}
