import type { Texts } from "../id";

/** Where the core's search found a word. */
const fields: Record<string, string> = { nomor: "number", etalase: "etalase", pengusul: "proposer", surat: "letter", "nomor surat": "letter number", nomor_surat: "letter number", pejabat: "officials", catatan: "notes" };

export const usulan = {
  title: "Usulan",
  caption: "Usulan by nearest due time",
  switch: { berjalan: "In progress", ditahan: "On hold", selesai: "Finished", konsep: "Draft", semua: "All" },
  footState: { berjalan: "in progress", ditahan: "on hold", selesai: "finished", konsep: "still draft", semua: "" },
  incompleteChip: "incomplete",
  copyThere: "copy filed",
  originalKept: "original kept",
  noPapers: "No documents yet.",
  stateLabel: "State",
  search: "Search number, etalase, agency, text",
  create: "New usulan",
  filters: "Filters",
  filterOn: (n) => `Filters · ${n}`,
  clear: "Clear filters",
  columns: { no: "Number", what: "Etalase and proposer", step: "Step", where: "Where", time: "Time", received: "Received" },
  filter: { year: "Year", agency: "Agency", step: "Step", where: "Where", over: "Over time", incomplete: "Incomplete", any: "all" },
  round: (n) => `round ${n}`,
  since: (when) => `since ${when}`,
  foot: (n, state) => `${n} usulan${state ? ` ${state}` : ""} · by nearest due time`,
  foundIn: (where) => `in ${fields[where] ?? where}:`,
  empty: { title: "No usulan yet.", text: "Register each surat usulan here when it comes in.", register: "Register usulan" },
  noHits: { title: (words) => `Nothing matches “${words}”.`, titlePlain: "Nothing matches these filters.", text: "The search covers numbers, agencies, etalase, names and the text of letters." },
  peek: "Summary of the usulan",
  berkas: "Dossier",
  openFull: "Open usulan",
} satisfies Texts["usulan"];
