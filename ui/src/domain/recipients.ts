// Recipients as plain lists: joined, written one a line, read back.

import type { Recipient } from "$generated/Recipient";

/** Whether two are one: by their key, or by name and address, since a list that was typed and one from a file give keys of
 * their own. */
export function same(one: Recipient, other: Recipient): boolean {
  return one.id === other.id || sameLine(one, other);
}

function sameLine(one: Recipient, other: Recipient): boolean {
  return one.name === other.name && (one.address ?? "") === (other.address ?? "");
}

/** Those that are there, then the new ones; nobody is written to twice. */
export function joined(there: Recipient[], more: Recipient[]): Recipient[] {
  const all = [...there];
  for (const one of more) if (!all.some((known) => same(known, one))) all.push(one);
  return all;
}

/** One recipient a line: "Jabatan; alamat; kota". */
export function membersText(recipients: Recipient[]): string {
  return recipients.map((one) => [one.name, ...(one.address?.split("\n") ?? [])].join("; ")).join("\n");
}

/** The recipients of such lines. One whose line is as before keeps its key, so that records of it stay its own. */
export function membersOf(text: string, before: Recipient[]): Recipient[] {
  const found: Recipient[] = [];
  for (const line of text.split("\n")) {
    const [name = "", ...address] = line.split(";").map((part) => part.trim().replace(/\s+/g, " "));
    if (!name) continue;
    const lines = address.filter(Boolean).join("\n");
    const fresh = { id: `sendiri-${slug(`${name} ${lines}`)}`, name, ...(lines ? { address: lines } : {}) };
    if (!found.some((one) => sameLine(one, fresh))) found.push(before.find((one) => sameLine(one, fresh)) ?? fresh);
  }
  return found;
}

/** Letters and digits of a text, for a key. */
export function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}
