// One letter to many, on the real office: recipients from a list with a wrong row, each a letter of his own, the buku
// ekspedisi, and one letter printed again; from the keyboard, and without a fault of access.

import AxeBuilder from "@axe-core/playwright";
import { writeFileSync } from "node:fs";

import type { UsulanView } from "../src/generated/UsulanView";
import type { PrintersView } from "../src/generated/PrintersView";
import type { LetterView } from "../src/generated/LetterView";
import { Clerk } from "./clerk";
import { type Office, expect, test } from "./desk";

const KIND = "surat-pemberitahuan";

/** A usulan whose letter is being written; what the usulan does not know yet is filled in. */
async function begun(office: Office): Promise<string> {
  await office.open();
  const at = "2026-11-10T08:10:00+07:00";
  const { usulan } = await office.ask<{ usulan: string }>({
    ask: "begin",
    submission: {
      act: {
        act: "receive", agency: { id: "dispendik", name: "Dinas Pendidikan" }, etalase: { name: "Alat Tulis Kantor" },
        letter: { arrival: "hand", number: "400.3/311/416-101/2026", date: "2026-11-06", leader_disposition: null },
      },
      actor: null, basis: "paper", evidence: { copy: "later" }, when: { certainty: "written", at }, deviation: null,
    },
  });
  const { draft } = await office.ask<LetterView>({ ask: "open_letter", usulan, kind: KIND });
  const fields = { ...draft.fields, tanggal_tayang: "2026-11-12", narahubung: "Rina Contoh", telepon: "(0321) 000000" };
  await office.ask({ ask: "save_letter", usulan, kind: KIND, draft: { ...draft, recipients: [], fields } });
  return usulan;
}

test("each recipient of a list gets a letter of his own", async ({ office, page }, info) => {
  const clerk = new Clerk(office);
  const usulan = await begun(office);
  const accessible = async (what: string) => expect((await new AxeBuilder({ page }).analyze()).violations, what).toEqual([]);
  await page.goto(`${office.address}/#/usulan/${usulan}/naskah/${KIND}`);
  await clerk.titled("Surat pemberitahuan");

  // Twelve recipients and a row without one: it is named, and left out only by the user's word.
  const rows = Array.from({ length: 12 }, (_, n) => `Ketua Koperasi Contoh ${n + 1};Jalan Contoh Nomor ${n + 1};Trowulan`);
  const list = info.outputPath("koperasi.csv");
  writeFileSync(list, `jabatan;alamat;kota\r\n${rows.join("\r\n")}\r\n;Jalan Contoh Nomor 13;Jetis\r\n`);
  await office.picks(list);
  await clerk.press("Ambil dari daftar…");
  const drawer = clerk.drawer("Ambil penerima dari daftar");
  await expect(drawer.getByText("Baris 14, kolom jabatan: kosong.")).toBeVisible();
  await accessible("the list being taken over");
  await clerk.press("Tambahkan 12 penerima", drawer);
  await expect(drawer.getByRole("alert"), "not without the user's word").toHaveText("Perbaiki berkasnya, atau nyatakan bahwa baris itu dilewati.");
  await clerk.tick("Lewati baris itu", drawer);
  await clerk.keys("Control+Enter");
  await expect(drawer).toBeHidden();
  await expect(clerk.main.getByText("12 penerima; dicetak sebagai daftar terlampir")).toBeVisible();

  await clerk.does("Control+Enter", "lock_letter", "R1 siap ditandatangani.");
  await expect(clerk.main.getByLabel("Satu surat, daftar terlampir"), "the default").toBeChecked();
  await clerk.main.getByLabel("Satu surat, daftar terlampir").focus();
  await clerk.keys("ArrowDown");
  await expect(clerk.main.getByLabel("Tiap penerima mendapat surat sendiri")).toBeChecked();
  await clerk.pressed("Buat 12 surat", "merge_letter");
  await clerk.said("12 surat dibuat dan tersimpan.");
  await expect(clerk.main.getByText(/^12 surat dibuat /)).toBeVisible();
  await accessible("the letters that were made");

  await clerk.pressed("Cetak buku ekspedisi", "merged_out");
  await clerk.said(/Diserahkan ke antrean .+: \d+ lembar/);
  await clerk.main.getByLabel("Surat satu penerima").selectOption({ label: "Ketua Koperasi Contoh 5" });
  await clerk.pressed("Cetak ulang surat untuk Ketua Koperasi Contoh 5", "merged_out");
  await clerk.said(/Diserahkan ke antrean .+: 1 lembar/);
  const view = await office.ask<UsulanView>({ ask: "usulan", usulan });
  const merged = view.naskah.find((one) => one.kind === KIND)?.revisions[0]?.merged;
  expect(merged?.letters.map((one) => one.recipient.name)).toEqual(rows.map((row) => row.split(";")[0]));
  const book = view.history.find((entry) => entry.event.kind === "sheet_queued" && entry.event.sheet === "buku-ekspedisi");
  const again = view.history.find((entry) => entry.event.kind === "sheet_queued" && entry.event.sheet === KIND);
  expect(again?.event, "the letter of that recipient").toMatchObject({ document: merged?.letters[4]?.document });
  expect(book?.event, "what was printed is what is kept").toMatchObject({ document: merged?.dispatch });
});

test("the work can be stopped, and then nothing of it is there", async ({ office, page }) => {
  const clerk = new Clerk(office);
  const usulan = await begun(office);
  const { draft } = await office.ask<LetterView>({ ask: "open_letter", usulan, kind: KIND });
  const recipients = Array.from({ length: 1500 }, (_, n) => ({ id: `p${n}`, name: `Kepala Desa Contoh ${n + 1}` }));
  const { seen } = await office.ask<UsulanView>({ ask: "usulan", usulan });
  await office.ask({ ask: "lock_letter", usulan, kind: KIND, seen, draft: { ...draft, recipients } });
  await page.goto(`${office.address}/#/usulan/${usulan}/naskah/${KIND}`);
  await clerk.titled("Surat pemberitahuan");
  await clerk.main.getByLabel("Satu surat, daftar terlampir").focus();
  await clerk.keys("ArrowDown");
  await clerk.press("Buat 1500 surat");
  await expect(clerk.main.getByText(/^Membuat surat \d+ dari 1500/)).toBeVisible();
  await clerk.press("Batalkan");
  await clerk.said("Dibatalkan. Tidak ada surat yang disimpan.");
  const view = await office.ask<UsulanView>({ ask: "usulan", usulan });
  expect(view.naskah.find((one) => one.kind === KIND)?.revisions[0]?.merged ?? null).toBeNull();
  expect(view.history.some((entry) => entry.event.kind === "merged")).toBe(false);
});

test("letters are handed over one by one, and a printer without paper leaves the rest to go on with", async ({ office, page }) => {
  const clerk = new Clerk(office);
  await office.printer({ turn: "gone", queue: "Cetak nanti" });
  await office.printer({ turn: "there", queue: "HP-TU" });
  const usulan = await begun(office);
  const { draft } = await office.ask<LetterView>({ ask: "open_letter", usulan, kind: KIND });
  const recipients = Array.from({ length: 50 }, (_, n) => ({ id: `p${n}`, name: `Kepala Desa Contoh ${n + 1}` }));
  const { seen } = await office.ask<UsulanView>({ ask: "usulan", usulan });
  await office.ask({ ask: "lock_letter", usulan, kind: KIND, seen, draft: { ...draft, recipients } });
  const locked = await office.ask<UsulanView>({ ask: "usulan", usulan });
  await office.ask({ ask: "merge_letter", usulan, seen: locked.seen, kind: KIND, revision: 1, job: "gabung", both_sides: false, portrait: false });
  await page.goto(`${office.address}/#/usulan/${usulan}/naskah/${KIND}`);
  await clerk.titled("Surat pemberitahuan");

  await office.printer({ turn: "now", queue: "HP-TU", state: "out_of_paper" }, 31);
  await clerk.press("Cetak semua surat");
  await expect(clerk.main.getByRole("alert")).toContainText("Printer HP-TU kehabisan kertas. 31 dari 50 surat sudah diserahkan; sisanya menunggu.");
  await clerk.main.getByText("19 surat belum diserahkan").click();
  await expect(clerk.main.getByRole("listitem").filter({ hasText: "Kepala Desa Contoh 32" })).toBeVisible();
  await expect(clerk.main.getByRole("listitem").filter({ hasText: /Kepala Desa Contoh 31$/ }), "it is in the queue").toHaveCount(0);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await clerk.press("Lanjutkan");
  await expect(clerk.main.getByRole("alert"), "still no paper").toContainText("31 dari 50 surat sudah diserahkan");
  await office.printer({ turn: "now", queue: "HP-TU", state: "ready" });
  await clerk.press("Lanjutkan");
  await clerk.said("Diserahkan ke antrean HP-TU: 50 lembar.");
  await expect(clerk.main.getByRole("alert")).toHaveCount(0);
  const view = await office.ask<UsulanView>({ ask: "usulan", usulan });
  const letters = view.naskah.find((one) => one.kind === KIND)?.revisions[0]?.merged?.letters.map((one) => one.document);
  const handed = view.history.flatMap(({ event, seq }) => (event.kind === "sheet_queued" && event.sheet === KIND ? [{ seq, document: event.document }] : []));
  expect(handed.sort((a, b) => a.seq - b.seq).map((one) => one.document), "each letter once, in folding order").toEqual(letters);
});

test("where papers go is chosen for this PC, and a lembar uji tries it", async ({ office, page }) => {
  const clerk = new Clerk(office);
  await office.printer({ turn: "there", queue: "HP-TU" });
  await office.printer({ turn: "trays", queue: "HP-TU", trays: ["Baki 1", "Baki 2"] });
  await office.open("#/atur/printer");
  await expect(clerk.main.getByRole("row", { name: /HP-TU/ })).toContainText("siap");
  await clerk.main.getByLabel("Antrean printer", { exact: true }).selectOption({ label: "HP-TU" });
  await clerk.main.getByLabel("Baki untuk F4").selectOption({ label: "Baki 2" });
  const kept = async () => (await office.ask<PrintersView>({ ask: "printers" })).choices.semua?.f4_tray;
  await expect.poll(kept).toBe("Baki 2");
  await page.reload();
  await expect(clerk.main.getByLabel("Antrean printer", { exact: true }), "kept on this PC").toHaveValue("HP-TU");
  await expect(clerk.main.getByLabel("Baki untuk F4")).toHaveValue("Baki 2");
  await clerk.main.getByLabel("Kertas", { exact: true }).selectOption({ label: "F4 (215 × 330 mm)" });
  await clerk.press("Cetak lembar uji");
  await clerk.said("Diserahkan ke antrean HP-TU: 1 lembar.");
  await office.printer({ turn: "now", queue: "HP-TU", state: "paused" });
  await clerk.press("Cetak lembar uji");
  await clerk.said(/Printer HP-TU sedang dijeda/);
  await expect(clerk.main.getByRole("row", { name: /HP-TU/ })).toContainText("dijeda");
  await office.printer({ turn: "gone", queue: "HP-TU" });
  await clerk.press("Periksa lagi");
  await expect(clerk.main.getByLabel("Antrean printer", { exact: true }), "nobody chose another").toHaveValue("HP-TU");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("an own list is kept in Atur and chosen in the letter", async ({ office, page }) => {
  const clerk = new Clerk(office);
  const usulan = await begun(office);
  await page.goto(`${office.address}/#/atur/daftar-penerima`);
  await clerk.press("+ Daftar penerima");
  const drawer = clerk.drawer("Daftar penerima baru");
  await clerk.write("Nama daftar", "Koperasi binaan", drawer);
  await clerk.field("Penerima, satu setiap baris", drawer).focus();
  await page.keyboard.insertText("Ketua Koperasi A; Jalan Contoh 5; Trowulan\nKetua Koperasi B");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await clerk.keys("Control+Enter");
  await expect(drawer).toBeHidden();
  await expect(clerk.main.getByRole("row", { name: /Koperasi binaan/ })).toContainText("2");
  await page.goto(`${office.address}/#/usulan/${usulan}/naskah/${KIND}`);
  await clerk.unfold("Koperasi binaan: 0 dari 2");
  await clerk.tick("Semua Koperasi binaan");
  await expect(clerk.main.getByText(/^2 penerima/)).toBeVisible();
});
