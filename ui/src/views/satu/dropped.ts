// What becomes of documents that were dragged to an usulan: filed at once where only one paper can be meant, else asked about.

import { asFault } from "$backend";
import { own, record } from "$domain/acts.svelte";
import { type Choice, filingAct } from "$domain/documents";
import { dropping } from "$domain/dropping.svelte";
import { stepOfSlot } from "$domain/filing-places";
import type { UsulanDesk } from "$domain/usulan.svelte";
import type { DocumentView } from "$generated/DocumentView";
import type { PaperView } from "$generated/PaperView";
import { t } from "$shared/texts/id";

type Ask = (paper?: PaperView, documents?: DocumentView[], step?: number) => void;

/** `paper` is the row of the berkas, `step` the step that they were let go on. */
export async function fileDropped(desk: UsulanDesk, choice: Choice, paper: PaperView | undefined, step: number | undefined, ask: Ask): Promise<void> {
  const view = desk.view;
  if (!view) return;
  dropping.refuse(choice.editables.map((one) => t.seret.onlyBeside(one.name)));
  if (choice.documents.length === 0) return;
  const owed = step === undefined ? [] : view.papers.filter((one) => one.state === "owed" && stepOfSlot(one.slot, view) === step);
  const sure = paper ?? (owed.length === 1 ? owed[0] : undefined);
  if (!sure) return ask(owed[0], choice.documents, step);
  const acts = choice.documents.map((one) => own(filingAct(sure, view.naskah, one)));
  try {
    await desk.quietly(() => record(desk.no, view.seen, acts, t.seret.said(choice.documents.map((one) => one.name), t.names.paper(sure.name)), () => void desk.load()));
    await desk.load();
  } catch (thrown) {
    const fault = asFault(thrown);
    dropping.refuse([fault.unforeseen ? t.common.unknown : fault.message]);
  }
}
