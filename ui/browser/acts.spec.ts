// Every act that a petugas can record, done with the mouse alone on the real office: clicked, filled in, recorded; the page says
// it in words, and the office holds it. A kind of act that the page learns to send without a walk here fails the last test.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import type { Act } from "../src/generated/Act";
import type { Event } from "../src/generated/Event";
import type { LetterView } from "../src/generated/LetterView";
import { Course } from "./course";
import { type Office, expect, test } from "./desk";
import { ASKED, Hand } from "./hand";
import { Papers } from "./papers";

type ActKind = Act["act"];

interface Stand {
  hand: Hand;
  office: Office;
  papers: Papers;
  course: Course;
}

interface Walk {
  name: string;
  /** What it records; the wire is held to it. */
  acts: ActKind[];
  walk: (stand: Stand) => Promise<void>;
}

/** Acts that this desk does not offer yet: the paper that came back as an older revision, and a naskah that is void. */
const NOT_OFFERED: ActKind[] = ["prefer_revision", "drop_revision", "void_naskah", "revoke_naskah"];

/** The last event of a kind, as the office holds it. */
async function event<K extends Event["kind"]>(course: Course, kind: K): Promise<Extract<Event, { kind: K }>> {
  const found = (await course.view()).history.find((entry) => entry.event.kind === kind && !entry.undone);
  expect(found, `the office holds “${kind}”`).toBeDefined();
  return found?.event as Extract<Event, { kind: K }>;
}
const happened = async (course: Course, kind: Event["kind"]) => (await course.view()).history.find((entry) => entry.event.kind === kind && !entry.undone)?.record.happened.from.slice(5, 16);
const usulan = (course: Course) => `#/usulan/${course.usulan}`;
/** The number stands in the address once the usulan is there. */
const openedHere = (hand: Hand) => /^#\/usulan\/([^/]+)/.exec(new URL(hand.page.url()).hash)?.[1] ?? "";

/** Locks the konsep that is open. */
async function lock(hand: Hand, revision: number) {
  await hand.records("Siapkan untuk tanda tangan", `R${revision} siap ditandatangani.`);
  await expect(hand.main.getByText(/siap ditandatangani · nomor belum/)).toBeVisible();
}
async function revise(hand: Hand, to: number) {
  await hand.press(new RegExp(`^Ubah \\(buat R${to}\\)…`));
  await expect(hand.page.getByRole("button", { name: "Siapkan untuk tanda tangan" })).toBeVisible();
}
const back = (hand: Hand, to: string | RegExp = /2026-/) => hand.page.getByRole("button", { name: to }).first().click();

const WALKS: Walk[] = [
  {
    name: "a letter is registered, and its sheets are printed",
    acts: ["receive", "print_sheet"],
    async walk({ hand, office, papers, course }) {
      await hand.at("10 08.20", "#/meja");
      await hand.goTo("Usulan");
      await hand.press("Usulan baru");
      await hand.titled("Usulan baru");
      await hand.over(hand.page.getByRole("combobox", { name: "Perangkat daerah" }), "pendidikan");
      await hand.page.getByRole("option", { name: "Dinas Pendidikan" }).click();
      await hand.write("Nomor surat", "400.3/311/416-101/2026");
      await hand.write("Tanggal surat", "6 nov");
      await hand.write("Hal", "Usulan etalase alat tulis kantor");
      await hand.write("Nomor agenda (dari buku)", "512");
      await hand.hour("810");
      await hand.write("Nama etalase", "Alat Tulis Kantor");
      await hand.write("KBLI", "47611");
      await office.picks(papers.pdf("surat.pdf", "Surat usulan"));
      await hand.press(/^Lampirkan…/, hand.main.getByRole("group", { name: "Pindaian surat" }));
      await expect(hand.main.getByText("surat.pdf")).toBeVisible();
      await hand.records(/^Daftarkan dan cetak/, /^Usulan \S+ didaftarkan\. Diserahkan ke antrean .+: 2 lembar\./);
      await hand.titled("Alat Tulis Kantor");
      course.usulan = openedHere(hand);
      expect(await event(course, "received")).toMatchObject({ letter: { agenda: "512", number: "400.3/311/416-101/2026", date: "2026-11-06" } });
      expect(await happened(course, "received")).toBe("11-10T08:10");
      await hand.other("Cetak lembar kendali");
      await hand.said(/^Diserahkan ke antrean .+: 1 lembar\.$/);
      expect(await event(course, "sheet_queued")).toMatchObject({ sheet: "lembar-kendali" });
    },
  },
  {
    name: "a letter is written here for the agency, and comes in signed",
    acts: ["draft", "receive"],
    async walk({ hand, course }) {
      await hand.at("10 08.20", "#/usulan/baru");
      await hand.choose("Dibuatkan di sini");
      await hand.over(hand.page.getByRole("combobox", { name: "Perangkat daerah" }), "pendidikan");
      await hand.page.getByRole("option", { name: "Dinas Pendidikan" }).click();
      await hand.write("Nama etalase", "Alat Tulis Kantor");
      await hand.records(/^Buat konsep surat/, /^Konsep surat \S+ dibuat\.$/);
      await hand.titled("Surat usulan");
      course.usulan = openedHere(hand);
      expect((await course.view()).status).toBe("konsep");
      await hand.at("11 09.00", usulan(course));
      await expect(hand.sentence).toHaveText("Lengkapi surat usulan");
      await hand.write("Nomor surat", "400.3/311/416-101/2026");
      await hand.write("Tanggal surat", "10 nov");
      await hand.write("Nomor agenda (dari buku)", "513");
      await hand.hour("830");
      await hand.records("Daftarkan saja", "Surat usulan diterima.");
      await expect(hand.sentence).toHaveText("Catat disposisi Kabag");
      expect(await event(course, "received")).toMatchObject({ letter: { agenda: "513", date: "2026-11-10" } });
      expect(await happened(course, "received"), "the standard time begins with the letter").toBe("11-11T08:30");
    },
  },
  {
    name: "disposisi and its receipt, late and explained",
    acts: ["dispose", "accept_disposition", "explain"],
    async walk({ hand, course }) {
      await course.received();
      await hand.at("10 10.00", "#/meja");
      await hand.press("Buka usulan");
      await expect(hand.sentence).toHaveText("Catat disposisi Kabag");
      await hand.choose("Tanggapan dan saran");
      await hand.write("Catatan", "segera");
      await hand.hour("932");
      await hand.records("Catat disposisi", "Disposisi dicatat.");
      await expect(hand.main.getByText("Langkah 2 lewat 22 menit kerja.")).toBeVisible();
      await hand.main.getByLabel("Sebabnya").selectOption("Pejabat rapat atau dinas luar");
      await hand.records("Simpan sebab", "Penjelasan dicatat.");
      expect(await event(course, "disposed")).toMatchObject({ disposition: { instructions: ["Kaji usulan, buat telaah dan konsep pengumuman", "Tanggapan dan saran"], note: "segera" } });
      expect(await event(course, "explained")).toMatchObject({ step: 2, round: 1, deviation: { cause: "Pejabat rapat atau dinas luar" } });
      await expect(hand.sentence).toHaveText("Catat disposisi diterima");
      await hand.hour("940");
      await hand.records("Catat penerimaan", "Penerimaan disposisi dicatat.");
      expect(await happened(course, "disposition_accepted")).toBe("11-10T09:40");
      await expect(hand.sentence).toHaveText("Tulis telaah dan pengumuman");
    },
  },
  {
    name: "checklist, a telaah from a laptop, a pengumuman from here, printed and brought to the Kabag",
    acts: ["answer_checklist", "ready", "print", "hand_over"],
    async walk({ hand, office, papers, course }) {
      await course.disposed();
      await hand.at("10 14.00", usulan(course));
      await hand.choose("Nama etalase jelas");
      await hand.choose("KBLI");
      await hand.choose("Lengkap");
      await hand.press("Pakai dokumen lain untuk telaah");
      const drawer = hand.drawer("Pakai dokumen lain untuk telaah");
      await office.picks(papers.pdf("telaah.pdf", "Telaahan staf"));
      await hand.press("Pilih dokumen…", drawer);
      await expect(drawer.getByText("telaah.pdf")).toBeVisible();
      await hand.records("Pakai dokumen lain", "Telaah memakai dokumen itu sebagai R1.", drawer);
      await hand.press("Tulis pengumuman");
      await hand.titled("Pengumuman pendaftaran");
      await hand.write("Ruang lingkup produk 1", "kertas, map, tinta dan toner");
      await hand.field("Tipe pelaku usaha").selectOption("Tidak terbatas");
      await lock(hand, 1);
      await hand.press(/^Cetak untuk tanda tangan/);
      await hand.said(/^Diserahkan ke antrean .+: \d+ lembar\.$/);
      expect(await event(course, "queued"), "asli and pertinggal").toMatchObject({ revision: 1 });
      await back(hand);
      await hand.titled("Alat Tulis Kantor");
      await hand.hour("1355");
      await hand.records("Catat: serahkan ke Kabag", "Telaah dan pengumuman dibawa ke Kabag.");
      const view = await course.view();
      expect(view.checklist).toMatchObject({ complete: true, answers: { nama_etalase: true, kbli: true } });
      expect(view.history.filter((entry) => entry.event.kind === "handed_over")).toHaveLength(2);
      await expect(hand.sentence).toHaveText("Catat keputusan Kabag atas telaah dan pengumuman");
    },
  },
  {
    name: "correction at step 5, second round, signature, number, copy, and an approval taken back",
    acts: ["decide", "ready", "hand_over", "number", "file_copy", "withdraw_approval"],
    async walk({ hand, office, papers, course }) {
      await course.onTheDesk();
      await hand.at("11 09.02", usulan(course));
      await hand.choose("Setuju", hand.main.locator("[data-lane=telaah]"));
      await hand.choose("Koreksi", hand.main.locator("[data-lane=pengumuman]"));
      await hand.write("Apa yang perlu dikoreksi?", "Jadwal: tulis terbuka");
      await hand.hour("855");
      await hand.records("Catat keputusan", "Keputusan dicatat.");
      expect((await course.view()).path.find((row) => row.step === 5)?.rounds[0]?.lanes.map((lane) => [lane.lane, lane.outcome])).toEqual([["telaah", "approved"], ["pengumuman", "corrected"]]);
      await expect(hand.main.getByText("Koreksi: Jadwal: tulis terbuka")).toBeVisible();
      await hand.press("Tulis pengumuman");
      await revise(hand, 2);
      await lock(hand, 2);
      await back(hand);
      await hand.at("11 09.50", usulan(course));
      await hand.hour("948");
      await hand.records("Catat: serahkan ke Kabag", "Pengumuman pendaftaran dibawa ke Kabag.");
      await hand.at("11 10.10", usulan(course));
      await expect(hand.sentence).toHaveText("Catat keputusan Kabag atas pengumuman R2");
      await hand.choose("Setuju");
      await expect(hand.main.getByLabel("sekaligus ditandatangani")).toBeChecked();
      await hand.hour("1005");
      await hand.records("Catat keputusan", "Keputusan dicatat.");
      await hand.at("11 10.30", usulan(course));
      await hand.press("Catat nomor…");
      const drawer = hand.drawer("Catat nomor");
      await hand.write("Nomor (seperti di buku)", "000.3/145/416-023/2026", drawer);
      await hand.write("Tanggal surat", "11 nov", drawer);
      await hand.hour("1012", drawer);
      await hand.records(/^Catat nomor/, "Nomor 000.3/145/416-023/2026 dicatat.", drawer);
      expect(await event(course, "numbered")).toMatchObject({ numbering: { number: "000.3/145/416-023/2026", date: "2026-11-11" } });
      await office.picks(papers.pdf("pengumuman.pdf", "Pengumuman bertanda tangan"));
      await hand.records("Lampirkan salinan pengumuman", "Salinan pengumuman dilampirkan.");
      await expect(hand.main.getByText(/salinan ada/).first()).toBeVisible();
      await event(course, "copy_filed");
      await hand.other("Cabut persetujuan telaah…");
      const taken = hand.drawer("Cabut persetujuan telaah");
      await hand.write("Alasan", "harga pembanding keliru", taken);
      await hand.records("Cabut persetujuan", "Persetujuan dicabut.", taken);
      await expect(hand.sentence).toHaveText("Antar telaah ke Kabag");
      expect(await event(course, "approval_withdrawn")).toMatchObject({ lane: "telaah", reason: "harga pembanding keliru" });
    },
  },
  {
    name: "held and resumed at step 6, and the etalase is published",
    acts: ["hold", "resume", "file_copy", "publish"],
    async walk({ hand, office, papers, course }) {
      await course.approved();
      await hand.at("11 10.50", usulan(course));
      await hand.press("Tahan: aplikasi LKPP gangguan");
      await hand.records("Tahan usulan", "Usulan ditahan.", hand.drawer("Tahan usulan"));
      await expect(hand.main.getByText("Ditahan sejak 10.50: aplikasi LKPP gangguan. Waktu baku berhenti.")).toBeVisible();
      expect([(await course.view()).status, (await course.view()).status_reason]).toEqual(["ditahan", "aplikasi LKPP gangguan"]);
      await hand.at("11 13.20", usulan(course));
      await hand.main.getByRole("button", { name: "Lanjutkan" }).first().click();
      await hand.records("Lanjutkan", "Usulan dilanjutkan.", hand.drawer("Lanjutkan usulan"));
      expect((await course.view()).status).toBe("berjalan");
      await office.picks(papers.pdf("pengumuman.pdf", "Pengumuman bertanda tangan"));
      await hand.records("Lampirkan salinan pengumuman", "Salinan pengumuman dilampirkan.");
      await hand.at("11 13.30", usulan(course));
      await hand.write("Alamat etalase", "https://e-katalog.lkpp.go.id/etalase/alat-tulis-kantor");
      await office.picks(papers.png("tayang.png"));
      await hand.press("Lampirkan bukti tayang…");
      await expect(hand.main.getByText("tayang.png")).toBeVisible();
      await hand.hour("1325");
      await hand.records("Catat tayang", "Tayang dicatat.");
      await expect(hand.sentence).toHaveText("Tulis surat pemberitahuan");
      expect(await event(course, "published")).toMatchObject({ publication: { address: "https://e-katalog.lkpp.go.id/etalase/alat-tulis-kantor" } });
    },
  },
  {
    name: "correction at step 8, and a second round of the letter",
    acts: ["decide", "ready", "hand_over"],
    async walk({ hand, course }) {
      await course.lettered();
      await hand.at("11 13.52", usulan(course));
      await hand.choose("Koreksi");
      await hand.write("Apa yang perlu dikoreksi?", "tembusan belum lengkap");
      await hand.hour("1350");
      await hand.records("Catat keputusan", "Keputusan dicatat.");
      await hand.press("Tulis surat pemberitahuan");
      await revise(hand, 2);
      await lock(hand, 2);
      await back(hand);
      await hand.at("11 14.10", usulan(course));
      await hand.hour("1405");
      await hand.records("Catat: serahkan ke Kabag", "Surat pemberitahuan dibawa ke Kabag.");
      await hand.at("11 14.20", usulan(course));
      await expect(hand.sentence).toHaveText("Catat keputusan Kabag atas surat pemberitahuan R2");
      await hand.choose("Setuju");
      await hand.hour("1415");
      await hand.records("Catat keputusan", "Keputusan dicatat.");
      await expect(hand.sentence).toHaveText("Mintakan tanda tangan, nomor, dan cap");
      expect((await course.view()).path.filter((row) => row.rounds.length > 1).map((row) => [row.step, row.rounds.length])).toEqual([[7, 2], [8, 2]]);
    },
  },
  {
    name: "the letter comes back from outside, is mended, signed and numbered",
    acts: ["move_folder", "return_outside", "ready", "sign", "number"],
    async walk({ hand, course }) {
      await course.atTheSigner();
      await hand.at("11 14.00", usulan(course));
      await hand.other("Map dibawa ke…");
      const moved = hand.drawer("Map dibawa ke…");
      await hand.write("Map dibawa ke", "Asisten", moved);
      await hand.records("Catat tempat map", "Map dibawa ke Asisten.", moved);
      expect((await course.view()).place).toBe("Asisten");
      await hand.at("11 15.40", usulan(course));
      await hand.press("Dikembalikan, perbaiki…");
      const returned = hand.drawer("Dikembalikan untuk diperbaiki");
      await hand.write("Apa yang perlu diperbaiki?", "tembusan: Asisten belum ada", returned);
      await hand.hour("1530", returned);
      await hand.records("Catat dikembalikan", "Surat dicatat dikembalikan untuk diperbaiki.", returned);
      await expect(hand.main.getByText("Dikembalikan 15.30: “tembusan: Asisten belum ada”.")).toBeVisible();
      expect(await event(course, "returned_outside")).toMatchObject({ revision: 1, note: "tembusan: Asisten belum ada" });
      await hand.press("Buka naskah");
      await revise(hand, 2);
      await lock(hand, 2);
      await hand.at("12 15.20", usulan(course));
      await hand.choose("Sudah bernomor dan dicap");
      await hand.hour("1500", hand.main.getByRole("region", { name: "Catat" }));
      await hand.write("Nomor", "000.3/146/416-012/2026");
      await hand.write("Tanggal surat", "12 nov");
      await hand.hour("1512", hand.main.getByRole("group", { name: "Kapan dicatat di buku?" }));
      await hand.records("Catat tanda tangan dan nomor", "Tanda tangan dan nomor dicatat.");
      await expect(hand.sentence).toHaveText("Kirim surat pemberitahuan");
      expect(await happened(course, "signed")).toBe("11-12T15:00");
      expect([await happened(course, "numbered"), (await event(course, "numbered")).numbering.number]).toEqual(["11-12T15:12", "000.3/146/416-012/2026"]);
    },
  },
  {
    name: "sent to some, then to the rest; a receipt comes back, a letter is printed again",
    acts: ["send", "receipt", "print"],
    async walk({ hand, course }) {
      await course.numbered();
      await hand.at("12 15.25", usulan(course));
      await hand.main.getByLabel("Kirim ke Kepala Dinas Pendidikan", { exact: true }).click();
      await hand.write("Cara kirim untuk semua", "SRIKANDI");
      await hand.hour("1520");
      await hand.records("Catat terkirim, 46 penerima", "Surat pemberitahuan dicatat terkirim ke 46 penerima.");
      expect((await course.view()).recipients.filter((one) => !one.sent).map((one) => one.recipient.name)).toEqual(["Kepala Dinas Pendidikan"]);
      await hand.at("12 15.40", usulan(course));
      await hand.hour("1535");
      await hand.records("Catat terkirim", "Surat pemberitahuan dicatat terkirim ke 1 penerima.");
      await expect(hand.sentence).toHaveText("Selesai. Berkas belum lengkap.");
      await hand.page.getByRole("button", { name: /^Langkah 9, / }).click();
      await hand.records("Catat tanda terima Kepala Dinas Pendidikan kembali", "Tanda terima dicatat kembali.");
      const one = (await course.view()).recipients.find((recipient) => recipient.recipient.name === "Kepala Dinas Pendidikan");
      expect([one?.method, one?.receipt !== null]).toEqual(["Kurir", true]);
      await hand.press("Cetak ulang surat untuk Kepala Dinas Pendidikan");
      await hand.said(/^Diserahkan ke antrean .+: \d+ lembar\.$/);
      await event(course, "queued");
    },
  },
  {
    name: "each recipient a letter of his own",
    acts: ["merge"],
    async walk({ hand, course, office }) {
      await course.received();
      const { draft } = await office.ask<LetterView>({ ask: "open_letter", usulan: course.usulan, kind: "surat-pemberitahuan" });
      const fields = { ...draft.fields, tanggal_tayang: "2026-11-12", narahubung: "Rina Contoh", telepon: "(0321) 000000" };
      const { seen } = await course.view();
      await office.ask({ ask: "lock_letter", usulan: course.usulan, kind: "surat-pemberitahuan", seen, draft: { ...draft, fields, recipients: draft.recipients.slice(0, 3) } });
      await hand.at("10 09.00", `${usulan(course)}/naskah/surat-pemberitahuan`);
      await hand.choose("Tiap penerima mendapat surat sendiri");
      await hand.records("Buat 3 surat", "3 surat dibuat dan tersimpan.");
      expect((await event(course, "merged")).merged.letters).toHaveLength(3);
    },
  },
  {
    name: "what is owed is attached and explained, the berkas is closed, and opened again",
    acts: ["attach", "file_copy", "explain", "close", "reopen"],
    async walk({ hand, course, office, papers }) {
      await course.sent();
      await hand.at("12 15.40", usulan(course));
      for (const paper of ["surat usulan", "lembar disposisi", "telaah", "surat pemberitahuan"]) {
        await office.picks(papers.pdf(`${paper}.pdf`, paper));
        await hand.press(`Lampirkan ${paper}`, hand.main.locator(".act-pane"));
        const drawer = hand.drawer("Lampirkan dokumen");
        await expect(drawer.getByLabel("Nama dokumen")).toHaveValue(`${paper}.pdf`);
        await hand.records("Masukkan ke berkas", `${paper}.pdf masuk berkas.`, drawer);
        await expect(drawer).toBeHidden();
      }
      for (const step of ["2 Disposisi", "6 Tayangkan etalase"]) {
        await hand.main.locator(".act-pane").getByRole("button", { name: "Jelaskan…" }).first().click();
        const reckoning = hand.drawer(`Hitungan waktu: ${step}`);
        await hand.press("Jelaskan…", reckoning);
        await reckoning.getByLabel("Sebabnya").selectOption("Lainnya…");
        await hand.write("Sebab lainnya", "rapat anggaran", reckoning);
        await hand.write("Tindak lanjut", "didelegasikan", reckoning);
        await hand.records("Simpan sebab", "Penjelasan dicatat.", reckoning);
        await hand.press(/^Tutup/, reckoning);
      }
      await expect(hand.sentence).toHaveText("Selesai. Berkas lengkap.");
      expect((await course.view()).owed).toEqual({ copies: [], numbers: [], unexplained: [], uncertain: [] });
      await hand.press(/^Tutup berkas/);
      await hand.records("Tutup berkas", "Berkas ditutup.", hand.drawer(/^Tutup berkas/));
      expect((await course.view()).status).toBe("berkas_lengkap");
      await expect(hand.main.getByText(/^Berkas ditutup 15\.40/)).toBeVisible();
      await hand.other("Buka kembali…");
      const reopened = hand.drawer("Buka kembali usulan");
      await reopened.getByLabel("Mulai lagi dari langkah").selectOption("9 Kirim");
      await hand.write("Alasan", "satu penerima tertinggal", reopened);
      await hand.records("Buka kembali", "Usulan dibuka kembali.", reopened);
      expect([(await course.view()).status, (await event(course, "reopened")).step]).toEqual(["berjalan", 9]);
    },
  },
  {
    name: "returned to the proposer, taken back in, and cancelled",
    acts: ["return_to_proposer", "receive", "cancel"],
    async walk({ hand, course }) {
      await course.received();
      await hand.at("10 09.00", usulan(course));
      await hand.other("Kembalikan ke pengusul…");
      const asked = hand.drawer(/^Kembalikan usulan .+ ke pengusul\?$/);
      await hand.press("Kembalikan ke pengusul", asked);
      await expect(asked.getByText("Tulis alasannya.")).toBeVisible();
      await hand.write("Alasan", "KBLI belum ada", asked);
      await hand.records("Kembalikan ke pengusul", "Usulan dikembalikan ke pengusul.", asked);
      await expect(hand.main.getByText("Dikembalikan ke pengusul sejak 09.00: KBLI belum ada. Waktu baku berhenti.")).toBeVisible();
      expect([(await course.view()).status, (await event(course, "returned_to_proposer")).reason]).toEqual(["dikembalikan", "KBLI belum ada"]);
      await hand.at("11 09.00", usulan(course));
      await expect(hand.sentence).toHaveText("Terima kembali surat usulan dari Dinas Pendidikan");
      await hand.write("Nomor agenda (dari buku)", "519");
      await hand.hour("845");
      await hand.records("Daftarkan saja", "Surat usulan diterima.");
      expect(await event(course, "received")).toMatchObject({ letter: { agenda: "519" } });
      await hand.other("Batalkan usulan…");
      const cancelled = hand.drawer(/^Batalkan usulan/);
      await hand.write("Alasan", "dinas menarik suratnya", cancelled);
      await hand.records("Batalkan usulan", "Usulan dibatalkan.", cancelled);
      await expect(hand.main.getByText(/^Batal sejak 09\.00: dinas menarik suratnya\.$/)).toBeVisible();
      expect([(await course.view()).status, (await event(course, "cancelled")).reason]).toEqual(["batal", "dinas menarik suratnya"]);
    },
  },
  {
    name: "a record is mended, and one is taken back",
    acts: ["amend", "hold", "undo"],
    async walk({ hand, course, office, papers }) {
      await course.disposed();
      await hand.at("10 14.00", usulan(course));
      await hand.choose("Riwayat");
      const mend = async (record: RegExp, what: string, fill: (drawer: ReturnType<Hand["drawer"]>) => Promise<void>) => {
        await hand.main.getByRole("button", { name: record }).click();
        const drawer = hand.drawer("Betulkan catatan");
        await hand.choose(what, drawer);
        await fill(drawer);
        await hand.write("Alasan", `${what} salah ketik`, drawer);
        await hand.records("Betulkan catatan", "Catatan dibetulkan. Riwayat menyimpan yang semula.", drawer);
        await expect(drawer).toBeHidden();
      };
      await mend(/^Betulkan catatan: .*mendisposisikan/, "Waktu", (drawer) => hand.hour("905", drawer));
      expect(await happened(course, "disposed")).toBe("11-10T09:05");
      await mend(/^Betulkan catatan: .*mendisposisikan/, "Salinan", async (drawer) => {
        await office.picks(papers.pdf("disposisi.pdf", "Lembar disposisi"));
        await hand.press("Lampirkan…", drawer);
        await expect(drawer.getByText("disposisi.pdf")).toBeVisible();
      });
      expect((await course.view()).owed.copies).not.toContain("lembar-disposisi");
      await mend(/^Betulkan catatan: Surat usulan/, "Nomor", (drawer) => hand.write("Nomor yang benar", "521", drawer));
      const view = await course.view();
      expect(view.letter?.agenda).toBe("521");
      expect(view.history.flatMap((entry) => entry.amended).map((amended) => amended.reason).sort(), "what was there before is kept").toEqual(["Nomor salah ketik", "Salinan salah ketik", "Waktu salah ketik"]);
      await hand.other("Tahan…");
      const hold = hand.drawer("Tahan usulan");
      await hand.write("Alasan", "menunggu arahan pimpinan", hold);
      await hand.records("Tahan usulan", "Usulan ditahan.", hold);
      await hand.page.locator(".toast").getByRole("button", { name: /^Urungkan/ }).click();
      await hand.said("Catatan diurungkan. Riwayat menyimpannya.");
      const after = await course.view();
      expect([after.status, after.history.find((entry) => entry.event.kind === "held")?.undone]).toEqual(["berjalan", true]);
    },
  },
  {
    name: "two steps at the end of the day, and a scan that came back",
    acts: ["dispose", "accept_disposition", "attach"],
    async walk({ hand, course, office, papers }) {
      await course.received();
      await hand.at("10 15.45", "#/meja");
      await hand.press(/^Catat susulan/);
      await hand.titled("Catat susulan");
      await hand.over(hand.main.getByLabel("Jam, 2 Disposisi"), "932");
      await hand.over(hand.main.getByLabel("Jam, 3 Terima disposisi"), "940");
      await hand.records(/^Catat 2 langkah/, "2 langkah dicatat.");
      expect([await happened(course, "disposed"), await happened(course, "disposition_accepted")]).toEqual(["11-10T09:32", "11-10T09:40"]);
      await hand.goTo("Pindai");
      await hand.main.getByRole("button", { name: /^Lembar disposisi · / }).click();
      await office.picks(papers.pdf("scan0012.pdf", "Lembar disposisi"));
      // Whoever is quicker than the office has pressed all the same.
      let pressed = () => {};
      const press = new Promise<void>((resolve) => (pressed = resolve));
      await hand.page.route("**/rpc", async (route) => {
        if ((route.request().postDataJSON() as { ask: string }).ask === "usulan") await press;
        await route.fallback();
      });
      await hand.main.getByRole("button", { name: /^Tambah dokumen…/ }).first().click();
      await hand.press("Masukkan ke berkas");
      pressed();
      await hand.said(new RegExp(`^Lembar disposisi masuk berkas ${course.usulan}\\.$`));
      expect((await course.view()).owed.copies).not.toContain("lembar-disposisi");
    },
  },
];

// A button that is not there, or that something covers, is told at once.
test.use({ actionTimeout: 10_000 });

for (const { name, acts, walk } of WALKS) {
  test(name, async ({ office }, info) => {
    test.slow();
    const hand = new Hand(office);
    await hand.leaveTheKeys();
    await office.open();
    const papers = new Papers(info.outputPath("kertas"));
    await walk({ hand, office, papers, course: new Course(office, papers) });
    expect(acts.filter((kind) => !hand.sent.includes(kind)), "the page itself asked the office for each").toEqual([]);
  });
}

test("every view is reached by clicks", async ({ office }, info) => {
  const { usulan } = await new Course(office, new Papers(info.outputPath("kertas"))).disposed();
  const hand = new Hand(office);
  await hand.leaveTheKeys();
  await office.open("#/meja", "admin");
  for (const view of ["Usulan", "Pindai", "Agenda", "Laporan", "Atur", "Bantuan", "Meja"]) {
    await hand.goTo(view);
    await hand.titled(view);
  }
  await hand.goTo("Atur");
  const pages = hand.page.getByRole("navigation", { name: "Daftar pengaturan" }).getByRole("button");
  for (const page of await pages.all()) {
    await page.click();
    await expect(hand.main.getByRole("heading", { level: 2, name: await page.innerText(), exact: true })).toBeVisible();
  }
  await hand.goTo("Agenda");
  for (const book of ["Keluar", "Ekspedisi", "Masuk"]) {
    await hand.choose(book);
    await expect(hand.main.getByRole("radio", { name: book })).toBeChecked();
  }
  await hand.goTo("Usulan");
  await hand.page.getByRole("row", { name: /Alat Tulis Kantor/ }).click();
  await hand.titled("Alat Tulis Kantor");
  for (const step of [2, 5, 9, 4]) {
    await hand.page.getByRole("button", { name: new RegExp(`^Langkah ${step}, `) }).click();
    await expect(hand.page).toHaveURL(new RegExp(`${usulan}/langkah/${step}$`));
  }
  await back(hand, "Usulan");
  await hand.titled("Usulan");
  await hand.press(/Ganti pengguna$/, hand.page.locator("nav"));
  await hand.page.getByText("Siti Rahmawati").click();
  await hand.press("Usulan baru");
  await hand.titled("Usulan baru");
});

/** The page's own source, without its tests. */
function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|svelte)$/.test(file) && !file.includes("generated") && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(folder, file), "utf8"));
}

test("no act is offered that nobody walks", () => {
  const src = join(import.meta.dirname, "../src");
  const kinds = [...readFileSync(join(src, "generated/Act.ts"), "utf8").matchAll(/\{ "act": "([a-z_]+)"/g)].map((match) => match[1] as ActKind);
  const text = sources(src).join("\n");
  const asks = Object.entries(ASKED).filter(([ask]) => text.includes(`ask: "${ask}"`)).map(([, kind]) => kind);
  const offered = kinds.filter((kind) => asks.includes(kind) || new RegExp(`act: ["']${kind}["']`).test(text));
  const walked = new Set(WALKS.flatMap((walk) => walk.acts));
  expect(offered.filter((kind) => !walked.has(kind)), "an act that the page can send has its walk").toEqual([]);
  expect([...walked].filter((kind) => !offered.includes(kind)), "and nothing else is walked").toEqual([]);
  expect(kinds.filter((kind) => !offered.includes(kind)).sort(), "what the office knows beyond that").toEqual([...NOT_OFFERED].sort());
});
