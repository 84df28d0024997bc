// What the naskah of an usulan are called, found by whatever names them: an output's key, a naskah's key, a place in
// the berkas.

import type { NaskahView } from "$generated/NaskahView";
import type { PaperView } from "$generated/PaperView";
import type { Slot } from "$generated/Slot";
import { t } from "$shared/texts/id";

/** Kind of the naskah that goes with a proposal given back, or not continued (PROCEDURE section 3). */
export const RETURN_LETTER = "surat-pengembalian";

/** The naskah of an output such as `telaah` or `pemberitahuan`. */
export function naskahOfLane(naskah: NaskahView[], lane: string): NaskahView | undefined {
  return naskah.find((one) => one.lane === lane);
}

/** Kind of naskah of an output; the output's own key while nothing was written. */
export function kindOfLane(naskah: NaskahView[], lane: string): string {
  return naskahOfLane(naskah, lane)?.kind ?? lane;
}

export function naskahByKey(naskah: NaskahView[], key: string): NaskahView | undefined {
  return naskah.find((one) => one.naskah === key);
}

/** Kind of naskah by its key; "lain" when it is not of this usulan's list. */
export function kindOfKey(naskah: NaskahView[], key: string): string {
  return naskahByKey(naskah, key)?.kind ?? "lain";
}

const SLOT_NAMES: Partial<Record<Slot["slot"], string>> = {
  proposal_letter: "surat-usulan",
  disposition: "lembar-disposisi",
  publication: "bukti-tayang",
  receipt: "tanda-terima",
  control_sheet: "lembar-kendali",
  return_letter: "surat-pengembalian",
};

/** Name of a place in the berkas, as `PaperView.name`. */
export function nameOfSlot(slot: Slot, naskah: NaskahView[]): string {
  return slot.slot === "naskah" ? kindOfKey(naskah, slot.naskah) : (SLOT_NAMES[slot.slot] ?? "lain");
}

export function sameSlot(a: Slot, b: Slot): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** "Telaah", or with its number among several of a name. */
export function paperTitle(paper: PaperView): string {
  return t.names.Paper(paper.name);
}

/** What people say in the room: "Kabag PBJ" is "Kabag"; a trailing abbreviation is left out. */
export function roomName(short: string): string {
  return short.replace(/\s+[A-Z]{2,6}$/, "") || short;
}
