// Recipients as plain lists: joined, written one a line, read back.

import type { Recipient } from "$generated/Recipient";

/** Those that are there, then the new ones; nobody is written to twice. */
export function joined(there: Recipient[], more: Recipient[]): Recipient[] {
  const ids = new Set(there.map((one) => one.id));
  return [...there, ...more.filter((one) => !ids.has(one.id) && ids.add(one.id))];
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
    const same = (one: Recipient) => one.name === name && (one.address ?? "") === lines;
    const kept = before.find(same);
    if (found.some(same)) continue;
    found.push(kept ?? { id: `sendiri-${slug(`${name} ${lines}`)}`, name, ...(lines ? { address: lines } : {}) });
  }
  return found;
}

/** Letters and digits of a text, for a key. */
export function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}
