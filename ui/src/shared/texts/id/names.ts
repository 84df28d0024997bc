// What things of the office are called: naskah and papers, events as bounds of a time, places, statuses.
const papers: Record<string, string> = {
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
const shortPapers: Record<string, string> = { ...papers, pengumuman: "pengumuman" };

/** What an event is called as the bound of a time: "antara 08.20 (lembar dicetak) dan …". */
const bounds: Record<string, string> = {
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
  queued: "naskah dicetak",
  sheet_queued: "lembar dicetak",
  merged: "surat tiap penerima dibuat",
};

const statuses: Record<string, string> = {
  konsep: "konsep",
  berjalan: "berjalan",
  ditahan: "ditahan",
  dikembalikan: "dikembalikan",
  selesai: "selesai",
  berkas_lengkap: "berkas lengkap",
  tidak_dilanjutkan: "tidak dilanjutkan",
  batal: "batal",
};

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

export const names = {
  /** In a sentence: "surat pemberitahuan". */
  paper: (key: string) => papers[key] ?? key.replaceAll("-", " "),
  /** At the start of a line: "Surat pemberitahuan". */
  Paper: (key: string) => capital(papers[key] ?? key.replaceAll("-", " ")),
  /** In a short act: "pengumuman". */
  shortPaper: (key: string) => shortPapers[key] ?? key.replaceAll("-", " "),
  bound: (kind: string) => bounds[kind] ?? "catatan sebelumnya",
  status: (key: string) => statuses[key] ?? key.replaceAll("_", " "),
  Status: (key: string) => capital(statuses[key] ?? key.replaceAll("_", " ")),
  capacity: { definitif: "", plt: "Plt.", plh: "Plh." },
  /** "Kabag PBJ — Nama Contoh, S.T. (Plt.)". */
  holder: (post: string, person: string, capacity: "definitif" | "plt" | "plh") =>
    `${post} — ${person}${capacity === "definitif" ? "" : capacity === "plt" ? " (Plt.)" : " (Plh.)"}`,
  holderMissing: (date: string, post: string) => `Pada ${date} jabatan ${post} belum ada pemegangnya.`,
  person: "Pejabat",
};
