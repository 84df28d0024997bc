// Where the button of a row on Meja leads.

import { asFault, ask } from "$backend";
import { desk } from "$domain/desk.svelte";
import type { DeskItem } from "$generated/DeskItem";
import { nav } from "$shared/nav.svelte";
import { t } from "$shared/texts/id";
import { toasts } from "$shared/toast.svelte";

const WRITES = new Set(["write_outputs", "write_notification"]);

/** Does what the button says: prints the disposisi, opens the one letter to write, or the step where it is recorded. */
export async function follow(item: DeskItem): Promise<void> {
  const naskah = item.naskah.length === 1 ? item.naskah[0] : undefined;
  if (item.key === "print_disposition") return print(item.usulan);
  if (WRITES.has(item.key) && naskah) return nav.go({ view: "naskah", no: item.usulan, kind: naskah });
  open(item);
}

export function open(item: DeskItem): void {
  nav.go(item.step > 0 ? { view: "satu", no: item.usulan, step: item.step } : { view: "satu", no: item.usulan });
}

async function print(usulan: string): Promise<void> {
  try {
    const outcome = await ask({ ask: "sheet_out", usulan, kind: "lembar-disposisi", exit: "print" });
    if (!outcome.done) return;
    toasts.show({ text: t.acts.printed(outcome.name, outcome.sheets) });
    await desk.load();
  } catch (thrown) {
    const fault = asFault(thrown);
    toasts.show({ text: fault.unforeseen ? t.common.unknown : fault.message });
  }
}
