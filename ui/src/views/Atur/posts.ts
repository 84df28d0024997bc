// Who holds a post, newest first, with its gaps between; and how it prints under a signature.

import type { Capacity } from "$generated/Capacity";
import type { Person } from "$generated/Person";
import type { Posts } from "$generated/Posts";
import type { Tenure } from "$generated/Tenure";
import type { TenureNote } from "$generated/TenureNote";
import { dayMonth } from "$shared/formats";
import { addDays, dayOf, isoOf } from "$shared/time";
import { t } from "$shared/texts/all";

export type HolderRow = { kind: "tenure"; tenure: Tenure; person: Person | undefined } | { kind: "gap"; from: string; to: string | null };

export function holderRows(posts: Posts, notes: TenureNote[], post: string): HolderRow[] {
  const tenures: HolderRow[] = posts.tenures.filter((one) => one.post === post).map((tenure) => ({ kind: "tenure", tenure, person: posts.persons.find((one) => one.id === tenure.person) }));
  const gaps: HolderRow[] = notes.filter((one) => one.post === post && one.kind === "gap").map((one) => ({ kind: "gap", from: one.from, to: one.to }));
  return [...tenures, ...gaps].sort((a, b) => fromOf(b).localeCompare(fromOf(a)));
}

const fromOf = (row: HolderRow) => (row.kind === "gap" ? row.from : row.tenure.from);

/** "1 Okt 2026 –", "2 Jan 2024 – 30 Jun 2026"; the year is always said. */
export function periodWords(from: string, to: string | null): string {
  const say = (date: string) => `${dayMonth(date)} ${date.slice(0, 4)}`;
  return t.atur.posts.period(say(from), to ? say(to) : "").trim();
}

export interface Printed {
  /** "Plt. KEPALA BAGIAN …," */
  title: string;
  name: string;
  rank: string;
}

/** Whoever stands in (Plh., then Plt.) signs before the holder. */
const RANK: Record<Capacity, number> = { plh: 2, plt: 1, definitif: 0 };

export function printedOn(posts: Posts, post: string, date: string): Printed | undefined {
  const held = posts.tenures.filter((one) => one.post === post && one.from <= date && (one.to === null || date <= one.to));
  const signer = [...held].sort((a, b) => RANK[b.capacity] - RANK[a.capacity] || b.from.localeCompare(a.from))[0];
  const person = posts.persons.find((one) => one.id === signer?.person);
  const name = posts.posts.find((one) => one.id === post)?.name;
  if (!signer || !person || !name) return undefined;
  return {
    title: `${signer.capacity === "definitif" ? "" : `${t.names.capacity[signer.capacity]} `}${name.toUpperCase()},`,
    name: person.name.toUpperCase(),
    rank: [person.rank, person.nip ? `NIP. ${nipWords(person.nip)}` : ""].filter(Boolean).join(" · "),
  };
}

/** 18 digits as they are written: 8, 6, 1, 3. */
export function nipWords(nip: string): string {
  const digits = nip.replace(/\D/g, "");
  const parts = /^(\d{8})(\d{6})(\d)(\d{3})$/.exec(digits);
  return parts ? parts.slice(1).join(" ") : nip;
}

/** The last day before `date`: where an earlier holder ends when a new one begins. */
export function dayBefore(date: string): string | null {
  const day = dayOf(date);
  return day ? isoOf(addDays(day, -1)) : null;
}
