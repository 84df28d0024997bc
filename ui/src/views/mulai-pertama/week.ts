// A week of office hours in a sentence: "Senin–Kamis 07.30–16.00, istirahat 12.00–13.00; Jumat …".

import type { Week } from "$generated/Week";
import type { Window } from "$generated/Window";
import { t } from "$shared/texts/all";
import { mulai } from "$shared/texts/mulai";

const clock = (text: string) => text.replace(":", ".");

function hours(windows: Window[]): string {
  const [first, last] = [windows[0], windows.at(-1)];
  if (!first || !last) return "";
  const rests = windows.slice(1).map((window, index) => mulai.place.rest(clock((windows[index] as Window)[1]), clock(window[0])));
  return `${clock(first[0])}–${clock(last[1])}${rests.join("")}`;
}

export function weekWords(week: Week): string {
  const names = Object.entries(t.atur.calendar.days) as [keyof Week, string][];
  const groups: { from: string; to: string; hours: string }[] = [];
  for (const [day, name] of names) {
    const words = hours(week[day]);
    const before = groups.at(-1);
    if (before && before.hours === words) before.to = name;
    else groups.push({ from: name, to: name, hours: words });
  }
  const open = groups.filter((group) => group.hours !== "");
  return `${open.map((group) => mulai.place.day(group.from === group.to ? group.from : `${group.from}–${group.to}`, group.hours)).join("; ")}.`;
}
