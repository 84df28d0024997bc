// Picking documents, and where each belongs in the berkas.

import { Fault, ask } from "$backend";
import type { Act } from "$generated/Act";
import type { DocumentView } from "$generated/DocumentView";
import type { NaskahView } from "$generated/NaskahView";
import type { PaperView } from "$generated/PaperView";
import type { Picked } from "$generated/Picked";
import type { RevisionView } from "$generated/RevisionView";
import { naskahByKey } from "./papers";

export interface Choice {
  documents: DocumentView[];
  /** Files that only accompany a naskah (DOCX). */
  editables: DocumentView[];
  /** Finished sentences about files that were not taken. */
  refused: string[];
}

/** Opens the native dialog; a closed dialog gives nothing. */
export async function pickDocuments(): Promise<Choice> {
  return sorted(await ask({ ask: "pick_documents" }));
}

/** What was taken, what only accompanies a naskah, and why the rest was not taken. */
export function sorted(picked: Picked[]): Choice {
  const choice: Choice = { documents: [], editables: [], refused: [] };
  for (const one of picked) {
    if (one.picked === "refused") choice.refused.push(refusedWords(one));
    else if (one.editable) choice.editables.push(one.document);
    else choice.documents.push(one.document);
  }
  return choice;
}

/** Why a file was not taken. */
export function refusedWords(one: Extract<Picked, { picked: "refused" }>): string {
  return new Fault({ code: one.code, message: one.message, params: { name: one.name } }).message;
}

/** The revision that a signed paper shows: the signed one, else the valid one. */
export function paperRevision(naskah: NaskahView): RevisionView | undefined {
  const signed = [...naskah.revisions].reverse().find((revision) => revision.signed !== null);
  return signed ?? naskah.revisions.find((revision) => revision.revision === naskah.valid) ?? naskah.revisions.at(-1);
}

/** The act by which a document joins a paper of the berkas. */
export function filingAct(paper: Pick<PaperView, "slot">, naskah: NaskahView[], document: DocumentView): Act {
  if (paper.slot.slot === "naskah") {
    const found = naskahByKey(naskah, paper.slot.naskah);
    const revision = found ? paperRevision(found) : undefined;
    if (found && revision && (revision.signed || revision.approved)) {
      return { act: "file_copy", naskah: found.naskah, revision: revision.revision, copy: { copy: "scan", document: document.document } };
    }
  }
  return { act: "attach", slot: paper.slot, document: document.document, name: document.name };
}

/** Pages of a document as the core serves them. */
export function documentPages(document: Pick<DocumentView, "document" | "pages">, alt: (page: number) => string) {
  return Array.from({ length: document.pages }, (_, index) => ({ path: `document/${document.document}/${index + 1}`, alt: alt(index + 1) }));
}
