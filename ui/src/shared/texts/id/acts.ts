// The one next act as a sentence with a physical verb, and the button that leads to it (DESK 6.1).
import { names } from "./names";

/** What a sentence is made of. */
export interface ActWords {
  key: string;
  name: string;
  count: number;
  naskah: string[];
  etalase: string;
  agency: string;
  step: number;
}

const list = (words: string[]) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} dan ${words.at(-1)}`);
const papers = (act: ActWords, otherwise: string) => (act.naskah.length ? list(act.naskah.map(names.shortPaper)) : otherwise);
const post = (act: ActWords, otherwise: string) => act.name || otherwise;

const sentences = {
  print_disposition: (act) => `Cetak lembar disposisi dan antar ke ${post(act, "Kabag")}`,
  fetch_disposition: (act) => `Ambil lembar disposisi dari meja ${post(act, "Kabag")}, lalu catat jamnya`,
  hand_disposition: (act) => `Serahkan disposisi kepada ${post(act, "Sub Koordinator")}`,
  write_outputs: (act) => `Tulis ${papers(act, "telaah dan pengumuman")}`,
  bring_outputs: (act) => `Antar ${papers(act, "telaah dan pengumuman")} ke ${post(act, "Kabag")}`,
  fetch_decision: (act) => `Ambil keputusan ${post(act, "Kabag")}${act.naskah.length ? ` atas ${papers(act, "")}` : ""}`,
  decide: (act) => `Putuskan ${papers(act, "usulan")}: ${act.etalase}`,
  publish: () => "Buat etalase di aplikasi katalog",
  write_notification: () => "Tulis surat pemberitahuan",
  bring_notification: (act) => `Antar surat pemberitahuan ke ${post(act, "Kabag")}`,
  fetch_notification_decision: (act) => `Ambil keputusan ${post(act, "Kabag")} atas surat pemberitahuan`,
  bring_to_signer: (act) => `Antar ${papers(act, "surat")} ke ${post(act, "Sekretaris Daerah")}, minta nomor dan cap`,
  record_number: (act) => `Catat nomor dari buku agenda: ${papers(act, "surat")}`,
  send: (act) => `Kirim surat pemberitahuan${act.count > 0 ? `, ${act.count} penerima` : ""}`,
  attach_copy: (act) => `Lampirkan pindaian ${act.naskah.length ? papers(act, "") : act.name ? names.shortPaper(act.name) : "surat"}`,
  complete_dossier: (act) => (act.count > 0 ? `Lengkapi berkas: ${act.count} salinan menyusul` : "Lengkapi berkas"),
  receive_letter: (act) => `Terima surat usulan dari ${act.agency}`,
  resume: (act) => `Lanjutkan bila sudah bisa${act.name ? `: ${act.name}` : ""}`,
} satisfies Record<string, (act: ActWords) => string>;
const sentenceOf: Record<string, (act: ActWords) => string> = sentences;

const buttons = {
  print_disposition: "Cetak disposisi",
  fetch_disposition: "Catat disposisi",
  hand_disposition: "Catat penerimaan",
  write_outputs: "Buka naskah",
  bring_outputs: "Catat penyerahan",
  fetch_decision: "Catat keputusan",
  decide: "Putuskan",
  publish: "Catat tayang",
  write_notification: "Buka naskah",
  bring_notification: "Catat penyerahan",
  fetch_notification_decision: "Catat keputusan",
  bring_to_signer: "Catat tanda tangan",
  record_number: "Catat nomor",
  send: "Kirim",
  attach_copy: "Lampirkan",
  complete_dossier: "Lengkapi",
  receive_letter: "Catat penerimaan",
  resume: "Lanjutkan",
} satisfies Record<keyof typeof sentences, string>;
const buttonOf: Record<string, string> = buttons;

/** The acts that another language has to name. */
export type ActKey = keyof typeof sentences;

export const acts = {
  sentence: (act: ActWords) => sentenceOf[act.key]?.(act) ?? `Buka usulan ${act.etalase}`,
  /** Several naskah to write are opened at their step, one is opened itself. */
  button: (act: ActWords) => (act.key.startsWith("write_") && act.naskah.length > 1 ? `Buka langkah ${act.step}` : (buttonOf[act.key] ?? "Buka usulan")),
  printed: (printer: string, sheets: number) => `Diserahkan ke antrean ${printer}: ${sheets} lembar.`,
  undone: "Catatan diurungkan. Riwayat menyimpannya.",
};
