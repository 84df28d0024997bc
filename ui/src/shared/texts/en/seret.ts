import type { Texts } from "../all";
import { list } from "./grammar";
import { names } from "./names";

export const seret = {
  here: "Drag here",
  release: (name) => `Drop: ${name}`,
  nowhere: "Drag to the dossier, to a step, or to a row of an usulan.",
  missed: "The document was dropped where none is taken. Nothing was attached; the original document was not touched. Drag it to the dossier, to a step, or to a row of an usulan.",
  checking: (n) => (n === 1 ? "Checking the document…" : `Checking ${n} documents…`),
  refused: "Documents that were not accepted",
  onlyBeside: (name) => `${name} can only accompany a letter. It was not attached; use “Use another document…” in its step.`,
  berkas: (no) => `dossier of ${no}`,
  toPaper: (paper) => paper,
  toStep: (n, name) => `step ${n}, ${names.step(name)}`,
  toUsulan: (no, etalase) => `${no}, ${etalase}`,
  toField: (label) => label,
  toPindai: "Scans, to decide there",
  said: (documents, paper) => `${list(documents)} ${documents.length === 1 ? "is" : "are"} in the dossier as ${paper}.`,
} satisfies Texts["seret"];
