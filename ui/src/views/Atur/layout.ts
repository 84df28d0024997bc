// Values of the letters' layout: an office keeps what differs from the delivered ones, and nothing else.

import type { LayoutSetting } from "$generated/LayoutSetting";
import { t } from "$shared/texts/all";

/** A switch as the core keeps it. */
export const ON = "ya";
export const OFF = "tidak";

/** What stands in the field: the office's value, else the delivered one. */
export function shownValue(typed: Record<string, string | undefined>, setting: LayoutSetting): string {
  return typed[setting.key] ?? setting.delivered;
}

/** The office's values after one is typed; one that is the delivered one again is not kept. */
export function withValue(typed: Record<string, string | undefined>, setting: LayoutSetting, value: string): Record<string, string> {
  const others = Object.entries(typed).filter((entry): entry is [string, string] => entry[0] !== setting.key && entry[1] !== undefined);
  return Object.fromEntries(value === setting.delivered ? others : [...others, [setting.key, value]]);
}

/** A value in words: a choice or a switch by its words, everything else as it is typed. */
export function wordsOf(setting: LayoutSetting, value: string): string {
  const say = t.atur.layout;
  if (setting.input === "switch") return value === ON ? say.yes : say.no;
  const own = setting.options.find(([option]) => option === value)?.[1];
  return own === undefined ? value : say.option(setting.key, value, own);
}
