import type { Texts } from "../all";
import { fieldHelps, fieldNames } from "./fields";
import { list as all, count, lower } from "./grammar";

const NAMED = 4;
/** The first few by name, the rest by their number. */
const list = (own: string[]) => {
  const words = own.map((label) => fieldNames[label] ?? label);
  const rest = words.length - NAMED;
  return all(rest > 1 ? [...words.slice(0, NAMED), `${rest} others`] : words);
};

const groupOf: Record<string, string> = { Tujuan: "Addressee", Isi: "Text", "Nomor dan tanggal": "Number and date", "Tanda tangan": "Signature", Tembusan: "Copies to", Lampiran: "Attachments", Kertas: "Paper" };
const recipientGroups: Record<string, string> = { "Perangkat daerah": "Agencies", "Bagian di Sekretariat Daerah": "Sections of the Sekretariat Daerah" };

export const naskah = {
  konsep: (n) => `Draft R${n}`,
  locked: (n) => `R${n} ready to sign`,
  saved: (at) => `saved ${at}`,
  saving: "saving…",
  notSaved: "not saved yet; what you typed is still on the screen",
  loading: "Opening the letter…",
  trouble: "This letter cannot be opened. What was saved is safe.",
  printDraft: "Print draft",
  lock: "Prepare for signature",
  print: "Print for signature",
  printAgain: "Print again",
  save: "Save PDF…",
  open: "Open in the PDF reader",
  revise: (n) => `Change (make R${n})…`,
  other: "Use another document…",
  more: "More",
  savedAt: (at) => `Saved ${at}`,
  lockedSaid: (n) => `R${n} is ready to sign. Number and date are left blank to be written by hand.`,
  lockedSaidGiven: (n) => `R${n} is ready to sign.`,
  lockedBar: (n, since) => `R${n} is ready to sign since ${since}. A change makes R${n + 1}; R${n} stays kept.`,
  outsideBar: (n) => `R${n} uses a document made outside the application.`,
  templateChanged: "The delivered text was changed after this draft began. The draft uses the old text.",
  takeTemplate: "Use the new text",
  templateTaken: "The draft uses the new text.",
  nota: "Send as nota dinas (from a section of the Sekretariat Daerah)",
  readOnly: "This letter can be read, but not changed from this account.",
  startHint: "The fields are filled from the usulan; what is empty is marked. The letter itself is Indonesian.",
  fields: "Fields of the letter",
  preview: "Preview",
  page: (n, text) => `Page ${n}: ${text}`,
  empty: (labels) => (labels.length === 1 ? `1 field is still empty: ${list(labels)}` : `${labels.length} fields are still empty: ${list(labels)}`),
  full: "All required fields are filled in.",
  missing: (labels) => `The letter cannot be prepared yet: ${count(labels.length, "empty field")} (${list(labels)}).`,
  previewFailed: "The preview could not be made.",
  previewSafe: "What you typed is saved.",
  groups: { tujuan: "Addressee", isi: "Text", nomor: "Number and date", tanda_tangan: "Signature", tembusan: "Copies to", lampiran: "Attachments", kertas: "Paper" },
  group: (own) => groupOf[own] ?? own,
  field: (own) => fieldNames[own] ?? own,
  fieldHelp: (own) => fieldHelps[own] ?? own,
  fieldEmpty: (label) => `${lower(label)} is empty`,
  counted: (name, n) => `${name} (${n})`,
  number: {
    legend: "Number",
    blank: "Leave blank, to be written by hand",
    given: "Known already",
    own: "Number",
    application: "The application gives the number after the signature.",
    dateLegend: "Date",
    dateBlank: "Blank",
    dateGiven: "Written",
    date: "Letter date",
    dateUnclear: "The date could not be read. Write for example 10 nov or 10/11.",
  },
  sign: {
    signer: "Signer",
    none: "Not chosen yet",
    form: "Form",
    forms: { own: "in one’s own name", on_behalf: "a.n. (on behalf of)", on_behalf_for: "a.n. and u.b. (for the one who acts on behalf)" },
    option: (post, holder) => (holder ? `${post} — ${holder}` : `${post} — nobody holds it`),
    route: (posts) => `Paraf by: ${posts}`,
    nobody: (date, post) => `On ${date} nobody holds the post ${post}.`,
    fill: "Fill in the official",
  },
  recipients: {
    label: "Yth. (to)",
    none: "No recipients yet.",
    count: (n) => (n <= 3 ? count(n, "recipient") : `${n} recipients; printed as an attached list`),
    group: (name, n, of) => `${recipientGroups[name] ?? name}: ${n} of ${of}`,
    all: (name) => `All of ${recipientGroups[name] ?? name}`,
    other: "Other recipient",
    otherHint: "The title of a post, not the name of an agency.",
    add: "Add recipient",
    remove: (name) => `Remove ${name}`,
  },
  copies: { label: "Copies to (tembusan)", add: "Add a copy", remove: (name) => `Remove the copy to ${name}`, hint: "Posts or persons; not the signer.", item: (n) => `Copy ${n}` },
  list: { add: "Add", remove: (what) => `Remove ${what}`, item: (label, n) => `${label} ${n}` },
  table: { addRow: "Add row", removeRow: (n) => `Remove row ${n}`, cell: (column, row) => `${column}, row ${row}` },
  paper: "Paper size",
  choiceOther: "Fill in yourself…",
  facts: "State of the letter",
  documents: "Documents prepared",
} satisfies Texts["naskah"];
