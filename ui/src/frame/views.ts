// The navigation's rows: name, word, icon, shortcut, and where each leads.

import type { IconNode } from "lucide";

import * as icons from "$shared/icons";
import { keymap } from "$shared/keys";
import type { Place, ViewName } from "$shared/place";
import { t } from "$shared/texts/id";

export interface TopView {
  name: "meja" | "usulan" | "pindai" | "agenda" | "laporan" | "atur" | "bantuan";
  label: string;
  icon: IconNode;
  keys: string;
  place: Place;
}

export const upper: TopView[] = [
  { name: "meja", get label() { return t.frame.views.meja; }, icon: icons.meja, keys: keymap.meja, place: { view: "meja" } },
  { name: "usulan", get label() { return t.frame.views.usulan; }, icon: icons.usulan, keys: keymap.usulan, place: { view: "usulan" } },
  { name: "pindai", get label() { return t.frame.views.pindai; }, icon: icons.pindai, keys: keymap.pindai, place: { view: "pindai" } },
  { name: "agenda", get label() { return t.frame.views.agenda; }, icon: icons.agenda, keys: keymap.agenda, place: { view: "agenda" } },
  { name: "laporan", get label() { return t.frame.views.laporan; }, icon: icons.laporan, keys: keymap.laporan, place: { view: "laporan" } },
];

export const lower: TopView[] = [
  { name: "atur", get label() { return t.frame.views.atur; }, icon: icons.atur, keys: keymap.atur, place: { view: "atur" } },
  { name: "bantuan", get label() { return t.frame.views.bantuan; }, icon: icons.bantuan, keys: keymap.help, place: { view: "bantuan" } },
];

const WITHIN: Partial<Record<ViewName, TopView["name"]>> = { satu: "usulan", naskah: "usulan", susulan: "usulan", "usulan-baru": "usulan", templat: "atur" };

/** Which row of the navigation a place belongs to. */
export function shown(place: Place): TopView["name"] {
  return WITHIN[place.view] ?? (place.view as TopView["name"]);
}
