// Where a document can belong in an usulan, and the act that puts it there.

import type { Act } from "$generated/Act";
import type { DocumentView } from "$generated/DocumentView";
import type { Slot } from "$generated/Slot";
import type { UsulanView } from "$generated/UsulanView";
import { t } from "$shared/texts/all";

export interface FilingPlace {
  /** The slot as text, so that a list can hold it. */
  value: string;
  label: string;
  step: number;
  slot: Slot;
  /** For a naskah: the revision on that paper. */
  revision?: number;
}

const STEP_OF: Record<string, number> = { proposal_letter: 1, disposition: 2, publication: 6, receipt: 9, control_sheet: 2, return_letter: 4 };

/** The step to which a paper of the berkas belongs. */
export function stepOfSlot(slot: Slot, view: UsulanView): number {
  if (slot.slot === "other") return slot.step;
  if (slot.slot === "naskah") return view.naskah.find((one) => one.naskah === slot.naskah)?.step ?? view.step;
  return STEP_OF[slot.slot] ?? view.step;
}

export function places(view: UsulanView): FilingPlace[] {
  const found = new Map<string, FilingPlace>();
  const add = (slot: Slot, label: string, step: number, revision?: number) => {
    const value = JSON.stringify(slot);
    if (!found.has(value)) found.set(value, { value, label, step, slot, revision });
  };
  for (const paper of view.papers) {
    if (paper.slot.slot === "naskah" || paper.slot.slot === "other") continue;
    add(paper.slot, [t.names.Paper(paper.name), paper.detail].filter(Boolean).join(" · "), STEP_OF[paper.slot.slot] ?? view.step);
  }
  for (const naskah of view.naskah) {
    const revision = naskah.valid ?? naskah.revisions.at(-1)?.revision;
    if (naskah.naskah && revision) add({ slot: "naskah", naskah: naskah.naskah }, `${t.names.Paper(naskah.kind)} R${revision}`, naskah.step, revision);
  }
  for (const slot of ["proposal_letter", "disposition", "control_sheet"] as const) {
    const name = { proposal_letter: "surat-usulan", disposition: "lembar-disposisi", control_sheet: "lembar-kendali" }[slot];
    add({ slot }, t.names.Paper(name), STEP_OF[slot] ?? 1);
  }
  for (const row of view.path) add({ slot: "other", step: row.step }, `${t.pindai.otherPaper} · ${row.step} ${t.names.step(row.name)}`, row.step);
  return [...found.values()].sort((a, b) => a.step - b.step);
}

export function filingAct(place: FilingPlace, document: DocumentView): Act {
  if (place.slot.slot === "naskah" && place.revision) {
    return { act: "file_copy", naskah: place.slot.naskah, revision: place.revision, copy: { copy: "scan", document: document.document } };
  }
  return { act: "attach", slot: place.slot, document: document.document, name: document.name };
}
