// Search over everything that can be set: by the words that stand on the pages, and by those of the letters' layout.

import type { Settings } from "$generated/Settings";
import { t } from "$shared/texts/all";

export type SettingPage = keyof typeof t.frame.settings;

export interface FoundSetting {
  page: SettingPage;
  label: string;
}

const of = (page: SettingPage, labels: string[]): FoundSetting[] => labels.map((label) => ({ page, label }));

/** Every setting by its name on the screen, in the order of the pages. */
export function allSettings(settings: Settings): FoundSetting[] {
  const { office, posts, agencies, calendar, lists, look, printers } = t.atur;
  return [
    ...of("kantor", [
      office.name, office.short, office.place, office.government, office.agency, office.unit, office.address, office.unconfirmed, office.rule, office.lambang, office.paper,
      office.platform, office.catalogueAddress, office.lpse, office.contact, office.phone, office.email,
    ]),
    ...of("pejabat", [...settings.posts.posts.map((post) => post.name), posts.short, posts.recordable]),
    ...of("pengguna", settings.accounts.map((account) => account.name)),
    ...of("perangkat-daerah", [...settings.agencies.map((agency) => agency.name), agencies.addressee]),
    ...of("daftar-penerima", settings.recipient_lists.map((list) => list.name)),
    ...of("jalur", settings.office.signing.map((route) => t.names.Paper(route.kind))),
    ...of("tata-letak", settings.layout.map((setting) => setting.label)),
    ...of("nomor", settings.numbers.kinds.map((kind) => t.names.Paper(kind.kind))),
    ...of("jam-kerja", [calendar.week, calendar.holidays, calendar.ramadan, ...settings.calendar.calendar.days_off.map((day) => day.name)]),
    ...of("daftar", [lists.sifat, lists.bases, lists.second, lists.goodFrom, lists.retention]),
    ...of("printer", [printers.queues, printers.where, printers.tray, printers.f4, printers.sides, printers.print]),
    ...of("tampilan", [look.tone, look.type]),
  ];
}

/** Settings whose name, or whose page's name, has every word. */
export function findSettings(settings: Settings, words: string): FoundSetting[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string) => wanted.every((word) => text.toLowerCase().includes(word));
  const pages = (Object.entries(t.frame.settings) as [SettingPage, string][]).filter(([, label]) => has(label)).map(([page, label]) => ({ page, label }));
  const named = allSettings(settings).filter((one) => has(one.label) || has(`${t.frame.settings[one.page]} ${one.label}`));
  const known = new Set<string>();
  return [...pages, ...named].filter((one) => {
    const key = `${one.page} ${one.label}`;
    return known.has(key) ? false : known.add(key);
  });
}

/** Brings a setting into view by its name, and puts the focus into it. */
export function reveal(root: HTMLElement, label: string) {
  const hit = [...root.querySelectorAll<HTMLElement>(".page :is(label, legend, h2, h3, th, button, summary, p)")].find((one) => one.textContent?.trim().startsWith(label));
  const control = hit instanceof HTMLLabelElement ? hit.control : hit?.querySelector<HTMLElement>("input, select, textarea, button");
  hit?.scrollIntoView({ block: "center" });
  (control ?? (hit instanceof HTMLButtonElement ? hit : undefined))?.focus({ preventScroll: true });
}
