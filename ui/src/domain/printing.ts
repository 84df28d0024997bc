// What leaves the program: letters and sheets, to the printer, to a file, to the system's own reader.

import { asFault, ask } from "$backend";
import type { LetterExit } from "$generated/LetterExit";
import type { MergedPart } from "$generated/MergedPart";
import type { PrintOutcome } from "$generated/PrintOutcome";
import { t } from "$shared/texts/all";
import { toasts } from "$shared/toast.svelte";
import type { UsulanDesk } from "./usulan.svelte";

/** Says what became of it; a refusal is said too. Gives the outcome when something was handed over or written. */
async function out(desk: UsulanDesk | undefined, exit: LetterExit, work: () => Promise<PrintOutcome>): Promise<PrintOutcome | undefined> {
  try {
    const outcome = await (desk ? desk.quietly(work) : work());
    if (!outcome.done) return undefined;
    if (exit === "print") toasts.show({ text: t.acts.printed(outcome.name, outcome.sheets) });
    if (exit === "save") toasts.show({ text: t.satuUsulan.publish.saved(outcome.name) });
    await desk?.load();
    return outcome;
  } catch (thrown) {
    const fault = asFault(thrown);
    toasts.show({ text: fault.unforeseen ? t.common.unknown : fault.message });
    return undefined;
  }
}

/** The lembar disposisi with empty boxes, or the lembar kendali. */
export function printSheet(desk: UsulanDesk, kind: "lembar-disposisi" | "lembar-kendali", exit: LetterExit = "print") {
  return out(desk, exit, () => ask({ ask: "sheet_out", usulan: desk.no, kind, exit }));
}

/** A naskah: its konsep (DRAF) when no revision is named, else the locked revision. */
export function printLetter(desk: UsulanDesk, kind: string, revision: number | null, exit: LetterExit = "print") {
  return letterOut(desk.no, kind, revision, exit, desk);
}

export function letterOut(usulan: string, kind: string, revision: number | null, exit: LetterExit, desk?: UsulanDesk) {
  return out(desk, exit, () => ask({ ask: "letter_out", usulan, kind, revision, exit }));
}

/** The sheet of the SOP, or the one that an usulan lived. */
export function sopSheetOut(usulan: string | null, exit: LetterExit) {
  return out(undefined, exit, () => ask({ ask: "sop_sheet_out", usulan, exit }));
}

/** A lembar uji, to a queue and a tray of it. */
export function testSheetOut(queue: string | null, tray: string | null, paper: string) {
  return out(undefined, "print", () => ask({ ask: "test_sheet_out", queue, tray, paper }));
}

/** Of letters that each recipient has of his own: all, the buku ekspedisi, or one. */
export function mergedOut(desk: UsulanDesk, kind: string, revision: number, part: MergedPart, exit: LetterExit = "print") {
  return out(desk, exit, () => ask({ ask: "merged_out", usulan: desk.no, kind, revision, part, exit }));
}
