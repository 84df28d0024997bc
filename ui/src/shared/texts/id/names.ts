// What things of the office are called: naskah and papers, events as bounds of a time, places, statuses.
export const papers = {
  "surat-usulan": "surat usulan",
  "lembar-disposisi": "lembar disposisi",
  "lembar-kendali": "lembar kendali",
  "buku-ekspedisi": "buku ekspedisi",
  telaah: "telaah",
  pengumuman: "pengumuman pendaftaran",
  "surat-pemberitahuan": "surat pemberitahuan",
  "surat-pengembalian": "surat pengembalian",
  "nota-dinas": "nota dinas",
  "surat-undangan": "surat undangan",
  "bukti-tayang": "bukti tayang",
  "tanda-terima": "tanda terima",
  koreksi: "konsep yang dicoret",
  lain: "dokumen lain",
};
const named: Record<string, string> = papers;
const shortNamed: Record<string, string> = { ...papers, pengumuman: "pengumuman" };

/** What an event is called as the bound of a time: "antara 08.20 (lembar diserahkan ke antrean) dan …". */
const bounds = {
  drafted: "konsep surat dibuat",
  received: "usulan diterima",
  disposed: "disposisi",
  disposition_accepted: "disposisi diterima",
  checklist_answered: "kelengkapan diperiksa",
  revision_ready: "siap ditandatangani",
  handed_over: "dibawa ke Kabag",
  decided: "keputusan Kabag",
  published: "tayang",
  signed: "ditandatangani",
  numbered: "dinomori",
  copy_filed: "salinan masuk",
  returned_outside: "dikembalikan untuk diperbaiki",
  sent: "dikirim",
  held: "ditahan",
  resumed: "dilanjutkan",
  returned_to_proposer: "dikembalikan ke pengusul",
  approval_withdrawn: "persetujuan dicabut",
  reopened: "dibuka kembali",
  folder_moved: "map dibawa",
  queued: "naskah diserahkan ke antrean",
  sheet_queued: "lembar diserahkan ke antrean",
  merged: "surat tiap penerima dibuat",
};
const boundNames: Record<string, string> = bounds;

const statuses = {
  konsep: "konsep",
  berjalan: "berjalan",
  ditahan: "ditahan",
  dikembalikan: "dikembalikan",
  selesai: "selesai",
  berkas_lengkap: "berkas lengkap",
  tidak_dilanjutkan: "tidak dilanjutkan",
  batal: "batal",
};
const statusNames: Record<string, string> = statuses;

/** What another language has to name. */
export type Papers = typeof papers;
export type BoundNames = typeof bounds;
export type StatusNames = typeof statuses;

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

export const names = {
  /** In a sentence: "surat pemberitahuan". */
  paper: (key: string) => named[key] ?? key.replaceAll("-", " "),
  /** At the start of a line: "Surat pemberitahuan". */
  Paper: (key: string) => capital(named[key] ?? key.replaceAll("-", " ")),
  /** In a short act: "pengumuman". */
  shortPaper: (key: string) => shortNamed[key] ?? key.replaceAll("-", " "),
  bound: (kind: string) => boundNames[kind] ?? "catatan sebelumnya",
  status: (key: string) => statusNames[key] ?? key.replaceAll("_", " "),
  Status: (key: string) => capital(statusNames[key] ?? key.replaceAll("_", " ")),
  capacity: { definitif: "", plt: "Plt.", plh: "Plh." },
  /** "Kabag PBJ — Nama Contoh, S.T. (Plt.)". */
  holder: (post: string, person: string, capacity: "definitif" | "plt" | "plh") =>
    `${post} — ${person}${capacity === "definitif" ? "" : capacity === "plt" ? " (Plt.)" : " (Plh.)"}`,
  holderMissing: (date: string, post: string) => `Pada ${date} jabatan ${post} belum ada pemegangnya.`,
  person: "Pejabat",
  /** A step, as the SOP's definition calls it for short. */
  step: (name: string) => name,
  /** A word of the records as the screen says it (`texts/recorded.ts`). */
  recorded: (word: string) => word,
  /** Where something lies, as the core calls it: "Meja Kabag PBJ", "Pengusul". */
  place: (name: string) => name,
};
