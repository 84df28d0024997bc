import { type BoundNames, type Papers, type StatusNames, papers as inTheOffice } from "../id/names";
import type { Texts } from "../all";
import type { Recorded } from "../recorded";
import { capital } from "./grammar";

/** Letters are called as the office calls them. */
const papers: Papers = {
  ...inTheOffice,
  "bukti-tayang": "proof of publication",
  "tanda-terima": "receipt",
  koreksi: "marked-up draft",
  lain: "other document",
};
const named: Record<string, string> = papers;
const shortNamed: Record<string, string> = { ...papers, pengumuman: "pengumuman" };

const bounds: BoundNames = {
  drafted: "letter drafted",
  received: "usulan received",
  disposed: "disposisi",
  disposition_accepted: "disposisi received",
  checklist_answered: "completeness checked",
  revision_ready: "ready to sign",
  handed_over: "brought to the Kabag",
  decided: "the Kabag’s decision",
  published: "published",
  signed: "signed",
  numbered: "numbered",
  copy_filed: "copy filed",
  returned_outside: "returned for mending",
  sent: "sent",
  held: "put on hold",
  resumed: "resumed",
  returned_to_proposer: "returned to the proposer",
  approval_withdrawn: "approval withdrawn",
  reopened: "reopened",
  folder_moved: "folder moved",
  queued: "letter handed to the queue",
  sheet_queued: "sheet handed to the queue",
  merged: "letters of each recipient made",
};
const boundNames: Record<string, string> = bounds;

const statuses: StatusNames = {
  konsep: "draft",
  berjalan: "in progress",
  ditahan: "on hold",
  dikembalikan: "returned",
  selesai: "finished",
  berkas_lengkap: "dossier complete",
  tidak_dilanjutkan: "not continued",
  batal: "cancelled",
};
const statusNames: Record<string, string> = statuses;

/** Words of the records, which are Indonesian on paper and in the journal. */
const recordedWords: Record<Recorded, string> = {
  "Pejabat rapat atau dinas luar": "Official in a meeting or away on duty",
  "Aplikasi LKPP gangguan": "LKPP application down",
  "Berkas pengusul kurang": "Papers of the proposer incomplete",
  "Menunggu tanda tangan di luar bagian": "Waiting for a signature outside the section",
  "Listrik, printer, atau jaringan": "Power, printer or network",
  "Beban kerja": "Workload",
  "Kaji usulan, buat telaah dan konsep pengumuman": "Study the usulan, write the telaah and a draft pengumuman",
  "Tanggapan dan saran": "Comments and advice",
  "Proses lebih lanjut": "Process further",
  "Koordinasi/konfirmasikan": "Coordinate or confirm",
  Kurir: "Courier",
  SRIKANDI: "SRIKANDI",
  Surel: "E-mail",
  Pesan: "Message",
  Pos: "Post",
  "aplikasi LKPP gangguan": "LKPP application down",
  "menunggu kelengkapan dari pengusul": "waiting for papers of the proposer",
  "menunggu arahan pimpinan": "waiting for direction from above",
  "Meja petugas": "Clerk’s desk",
  "Meja Kabag": "Desk of Kabag",
  "Meja Sub Koordinator": "Desk of Sub Koordinator",
  Asisten: "Asisten",
  "Sekretaris Daerah": "Sekretaris Daerah",
  Pengusul: "Proposer",
  LKPP: "LKPP",
  Biasa: "Normal",
  Segera: "Urgent",
  "Sangat segera": "Very urgent",
  Penting: "Important",
  Rahasia: "Confidential",
  Barang: "Goods",
  "Jasa lainnya": "Other services",
  "Pekerjaan konstruksi": "Construction works",
  "Jasa konsultansi": "Consulting services",
};
const recordedName: Record<string, string> = recordedWords;

/** The steps of the delivered SOP; another SOP keeps its own names. */
const steps: Record<string, string> = {
  Usulan: "Usulan",
  Disposisi: "Disposisi",
  "Terima disposisi": "Receive disposisi",
  "Telaah dan pengumuman": "Telaah and pengumuman",
  Persetujuan: "Approval",
  "Tayangkan etalase": "Publish etalase",
  Pemberitahuan: "Notification",
  "Setujui surat": "Approve letter",
  Kirim: "Send",
};

/** Places that the core names itself. */
const places: Record<string, string> = { "Penanda tangan": "Signer", Berkas: "Dossier", Pengusul: "Proposer", "Meja petugas": "Clerk" };

export const names = {
  paper: (key) => named[key] ?? key.replaceAll("-", " "),
  Paper: (key) => capital(named[key] ?? key.replaceAll("-", " ")),
  shortPaper: (key) => shortNamed[key] ?? key.replaceAll("-", " "),
  bound: (kind) => boundNames[kind] ?? "the record before",
  status: (key) => statusNames[key] ?? key.replaceAll("_", " "),
  Status: (key) => capital(statusNames[key] ?? key.replaceAll("_", " ")),
  capacity: { definitif: "", plt: "Plt.", plh: "Plh." },
  holder: (post, person, capacity) => `${post} — ${person}${capacity === "definitif" ? "" : capacity === "plt" ? " (Plt.)" : " (Plh.)"}`,
  holderMissing: (date, post) => `On ${date} nobody held the post ${post}.`,
  person: "Official",
  step: (name) => steps[name] ?? name,
  recorded: (word) => recordedName[word] ?? word,
  place: (name) => places[name] ?? name.replace(/^Meja (?=\S)/, ""),
} satisfies Texts["names"];
