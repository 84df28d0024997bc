// What is true of a naskah, as plain words: "siap ditandatangani · nomor belum · salinan belum" (DESK 2.3).

import type { NaskahView } from "$generated/NaskahView";
import type { RevisionView } from "$generated/RevisionView";
import { moment } from "$shared/formats";
import { t } from "$shared/texts/all";
import { happenedWords } from "./when";

export interface NaskahFacts {
  /** The revision shown, 0 while there is none. */
  revision: number;
  words: string[];
  /** The sentence of the correction that the next konsep answers. */
  correction: string;
  of: RevisionView | undefined;
}

export function naskahFacts(naskah: NaskahView, revision: number | undefined, now: string): NaskahFacts {
  const say = t.satuUsulan.naskah;
  const of = naskah.revisions.find((one) => one.revision === (revision ?? naskah.valid)) ?? (revision === undefined ? naskah.revisions.at(-1) : undefined);
  // A konsep that is newer than what lies ready is what one works at.
  if (naskah.draft !== null && revision === undefined && (of === undefined || naskah.draft > of.revision)) {
    const saved = naskah.draft_saved ? moment(naskah.draft_saved, now) : "";
    return { revision: naskah.draft, words: [say.konsep(saved)], correction: of?.correction ?? "", of };
  }
  if (!of) return { revision: 0, words: [naskah.state === "batal" ? say.batal : say.none], correction: "", of };
  return { revision: of.revision, words: revisionWords(naskah, of, now), correction: of.corrected ? of.correction : "", of };
}

export function revisionWords(naskah: NaskahView, of: RevisionView, now: string): string[] {
  const say = t.satuUsulan.naskah;
  if (naskah.state === "batal" || naskah.state === "dicabut") return [say[naskah.state]];
  const words: string[] = [];
  if (of.outside) words.push(say.outside);
  if (of.corrected) words.push(say.corrected(happenedWords(of.corrected, now)));
  else if (of.approved) words.push(say.approved(happenedWords(of.approved, now)));
  if (of.signed) words.push(say.signed(happenedWords(of.signed, now), of.signer.split(", ")[0] ?? ""));
  else if (!of.corrected && !of.approved) words.push(say.ready);
  if (naskah.numbered && !of.corrected) words.push(of.number ? say.numbered(of.number) : say.numberNot);
  if (of.copy) words.push(say.copy);
  else if (of.original_at) words.push(say.originalAt(of.original_at));
  else if (of.signed) words.push(say.copyNot);
  return words;
}
