// Office hours of a day as four hours: in, break, back, out. A day without windows is off.

import type { Window } from "$generated/Window";

export interface DayHours {
  open: string;
  breakFrom: string;
  breakTo: string;
  close: string;
}

/** `07:30` as the core writes it, from `730`, `7.30`, `07:30`; empty stays empty, undefined is unreadable. */
export function readClock(text: string): string | undefined {
  const clean = text.trim();
  if (clean === "") return "";
  const parts = /^(\d{1,2})[.:]?(\d{2})$/.exec(clean);
  if (!parts) return undefined;
  const [hour, minute] = [Number(parts[1]), Number(parts[2])];
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}` : undefined;
}

export const clockWords = (text: string) => text.replace(":", ".");

export function hoursOf(windows: Window[]): DayHours {
  const [first, second] = windows;
  if (!first) return { open: "", breakFrom: "", breakTo: "", close: "" };
  const shown = { open: clockWords(first[0]), close: clockWords((windows.at(-1) ?? first)[1]) };
  return second ? { ...shown, breakFrom: clockWords(first[1]), breakTo: clockWords(second[0]) } : { ...shown, breakFrom: "", breakTo: "" };
}

/** The windows of the four hours; undefined when they cannot be read or are not in order. */
export function windowsOf(hours: DayHours): Window[] | undefined {
  const read = [hours.open, hours.breakFrom, hours.breakTo, hours.close].map(readClock);
  if (read.some((one) => one === undefined)) return undefined;
  const [open, from, to, close] = read as [string, string, string, string];
  if (open === "" && close === "") return from === "" && to === "" ? [] : undefined;
  if (open === "" || close === "" || (from === "") !== (to === "")) return undefined;
  const order = from === "" ? [open, close] : [open, from, to, close];
  if (order.some((one, index) => index > 0 && one <= (order[index - 1] ?? ""))) return undefined;
  return from === "" ? [[open, close]] : [[open, from], [to, close]];
}

export function netMinutes(windows: Window[]): number {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  return windows.reduce((sum, [from, to]) => sum + minutes(to) - minutes(from), 0);
}
