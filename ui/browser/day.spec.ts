// The day of DESK section 1, Tuesday 10 to Thursday 12 November 2026: paper runs ahead, one petugas types it, with the
// keyboard alone. Its twin in the core is `sop/tests/procedure/day.rs`.

import { readFileSync, statSync } from "node:fs";

import type { TestInfo } from "@playwright/test";

import type { HistoryEntry } from "../src/generated/HistoryEntry";
import type { PathRow } from "../src/generated/PathRow";
import type { UsulanView } from "../src/generated/UsulanView";
import { Clerk } from "./clerk";
import { type Office, expect, test } from "./desk";
import { Papers } from "./papers";

const ETALASE = "Alat Tulis Kantor";
const ADDRESS = "https://e-katalog.lkpp.go.id/etalase/alat-tulis-kantor";
const NUMBER_OF_ANNOUNCEMENT = "000.3/145.a/416-023/2026";
const NUMBER_OF_LETTER = "000.3/146/416-012/2026";
const RECIPIENTS = 47;

/** A day in the office: who types, what lies on the table. */
class Day {
  readonly clerk: Clerk;
  readonly papers: Papers;

  constructor(readonly office: Office, info: TestInfo) {
    this.clerk = new Clerk(office);
    this.papers = new Papers(info.outputPath("kertas"));
  }

  get no(): string {
    return /^#\/usulan\/([^/]+)/.exec(new URL(this.office.page.url()).hash)?.[1] ?? "";
  }

  /** Meja names the one next act, and Enter leads to it. */
  async next(sentence: string | RegExp): Promise<void> {
    await this.clerk.keys("Control+1");
    await expect(this.clerk.sentence.first()).toHaveText(sentence);
    await this.clerk.keys("Enter");
    await this.clerk.titled(ETALASE);
  }
}

// Tuesday

async function letterIsRegistered({ clerk, office, papers }: Day) {
  await clerk.at("10 08.20");
  await clerk.keys("Control+n");
  await clerk.titled("Usulan baru");
  await expect(clerk.main.getByLabel("Diantar langsung"), "the courier brought it").toBeChecked();
  await clerk.find("Perangkat daerah", "pendidikan");
  await clerk.write("Nomor surat", "400.3/311/416-101/2026");
  await clerk.write("Tanggal surat", "6 nov");
  await clerk.write("Hal", "Usulan etalase alat tulis kantor");
  await clerk.write("Nomor agenda (dari buku)", "512");
  await clerk.hour("810");
  await clerk.write("Nama etalase", ETALASE);
  await clerk.write("KBLI", "47611");
  await clerk.write("Uraian", "Kertas, alat tulis, map, tinta dan toner");
  await office.picks(papers.pdf("surat usulan.pdf", "Surat usulan"));
  await clerk.keys("Control+o");
  await expect(clerk.main.getByText("surat usulan.pdf")).toBeVisible();
  // "Daftarkan dan cetak": both forms leave the printer before step 2 has happened.
  await clerk.does("Control+Enter", "begin", /^Usulan \S+ didaftarkan\. Diserahkan ke antrean .+: 2 lembar\./);
  await clerk.titled(ETALASE);
  await expect(clerk.main.getByText("ke antrean 08.20"), "both sheets travel with the map").toHaveCount(2);
}

async function announcementIsBegun({ clerk }: Day) {
  await clerk.at("10 14.00");
  await clerk.keys("Alt+4");
  await clerk.press("Tulis pengumuman");
  await clerk.titled("Pengumuman pendaftaran");
  await clerk.write("Ruang lingkup produk 1", "kertas dan map");
  await clerk.keys("Enter");
  await clerk.page.keyboard.type("tinta dan toner");
  await clerk.field("Tipe pelaku usaha").focus();
  await clerk.keys("ArrowDown");
  await clerk.keys("Control+s");
  await clerk.said("Tersimpan 14.00");
  await clerk.keys("Alt+ArrowLeft");
  await clerk.titled(ETALASE);
}

async function wholeDayIsTyped(day: Day) {
  const { clerk } = day;
  await clerk.at("10 15.45");
  await clerk.keys("Control+Shift+S");
  await clerk.titled("Catat susulan");
  const cell = (what: string, step: string) => clerk.main.getByLabel(`${what}, ${step}`);
  await clerk.over(cell("Tanggal", "2 Disposisi"), "10 nov");
  await clerk.keys("ArrowRight");
  await clerk.page.keyboard.type("932");
  await clerk.keys("Enter");
  await expect(cell("Jam", "3 Terima disposisi"), "Enter goes one row down").toBeFocused();
  await clerk.page.keyboard.type("940");
  await clerk.keys("Shift+Tab");
  await clerk.keys("Control+'");
  await expect(cell("Tanggal", "3 Terima disposisi"), "the cell above").toHaveValue("Sel 10 Nov");
  await expect(clerk.main.getByText("Dicatat oleh Anda, Siti Rahmawati, Selasa, 10 November 2026 pukul 15.45")).toBeVisible();
  await clerk.act("2 langkah dicatat.");
  // Late, and asked once; the answer may follow.
  await expect(clerk.main.getByText("Langkah 2 lewat 22 menit kerja.")).toBeVisible();
  await clerk.press("Isi nanti");
  await expect(clerk.sentence, "the question is gone, the focus is not").toBeFocused();
  await day.next("Tulis telaah dan pengumuman");
}

async function outputsAreMade({ clerk, office, papers }: Day) {
  await clerk.at("10 15.50");
  for (const item of ["Ditandatangani pejabat berwenang", "Nama etalase jelas", "Uraian dan kategori", "KBLI", "Kebutuhan dan RUP", "Belum ada etalase yang sama", "Narahubung"]) {
    await clerk.tick(item);
  }
  await clerk.tick("Lengkap");
  // The telaah was typed in Word on a laptop.
  await clerk.press("Pakai dokumen lain untuk telaah");
  const drawer = clerk.drawer("Pakai dokumen lain untuk telaah");
  await office.picks(papers.pdf("telaah.pdf", "Telaahan staf"), papers.docx("telaah.docx"));
  await clerk.press("Pilih dokumen…", drawer);
  await expect(drawer.getByText("telaah.docx")).toBeVisible();
  await clerk.does("Control+Enter", "use_document", "Telaah memakai dokumen itu sebagai R1.");
  await clerk.press("Buka pengumuman");
  await expect(clerk.field("Ruang lingkup produk 2"), "what was begun at 14.00").toHaveValue("tinta dan toner");
  await letterIsLocked(clerk, 1);
}

/** Locked without number and date, and printed clean with its pertinggal. */
async function letterIsLocked(clerk: Clerk, revision: number) {
  await clerk.does("Control+Enter", "lock_letter", `R${revision} siap ditandatangani. Nomor dan tanggal dikosongkan untuk ditulis tangan.`);
  await expect(clerk.page.getByRole("heading", { name: "Keadaan naskah" }), "the form is gone, the focus is not").toBeFocused();
  await expect(clerk.main.getByText(/siap ditandatangani · nomor belum/)).toBeVisible();
  await clerk.does("Control+p", "letter_out", "Diserahkan ke antrean");
  await clerk.keys("Alt+ArrowLeft");
  await clerk.titled(ETALASE);
}

// Wednesday

async function mapIsBrought(day: Day) {
  const { clerk } = day;
  await clerk.at("11 08.40");
  await day.next("Antar telaah dan pengumuman ke Kabag PBJ");
  await expect(clerk.main.getByLabel("Narahubung"), "what was ticked yesterday").toBeChecked();
  await clerk.hour("830");
  await clerk.act("Telaah dan pengumuman dibawa ke Kabag.");
}

async function oneOutputReturns({ clerk, office, papers }: Day) {
  await clerk.at("11 09.02");
  await clerk.keys("Alt+s");
  const approved = clerk.main.locator("[data-lane=telaah]").getByLabel("Setuju");
  await expect(approved).toBeChecked();
  await expect(approved, "the output in hand has the focus").toBeFocused();
  // On to the next output by Tab; the keys mean the one in hand.
  await clerk.keys("Tab");
  await expect(clerk.main.getByRole("button", { name: "Lihat pengumuman" })).toBeFocused();
  await clerk.keys("Alt+k");
  await expect(clerk.main.getByLabel("Apa yang perlu dikoreksi?")).toBeFocused();
  await office.picks(papers.png("coretan.png"));
  await clerk.press("Lampirkan konsep yang dicoret…");
  await expect(clerk.main.getByText("coretan.png")).toBeVisible();
  await clerk.hour("855");
  await clerk.act("Keputusan dicatat.");
  await expect(clerk.sentence, "only the other one is asked for again").toHaveText("Tulis pengumuman");
}

async function secondRevision(day: Day) {
  const { clerk } = day;
  await clerk.at("11 09.40");
  await clerk.press("Tulis pengumuman");
  await clerk.titled("Pengumuman pendaftaran");
  await clerk.pressed(/^Ubah \(buat R2\)…/, "revise_letter");
  await expect(clerk.field("Nama etalase"), "a changed letter begins in its first field").toBeFocused();
  await clerk.field("Jadwal pendaftaran").focus();
  await clerk.keys("End");
  await clerk.write("Jadwal pendaftaran: Isi sendiri", "12 November 2026 sampai ada pengumuman penutupan");
  await letterIsLocked(clerk, 2);
  await clerk.at("11 09.50");
  await expect(clerk.sentence).toHaveText("Antar pengumuman ke Kabag");
  await clerk.hour("948");
  await clerk.act("Pengumuman pendaftaran dibawa ke Kabag.");
}

async function approvedAndSigned({ clerk }: Day) {
  await clerk.at("11 10.10");
  await expect(clerk.sentence).toHaveText("Catat keputusan Kabag atas pengumuman R2");
  await clerk.keys("Alt+s");
  await expect(clerk.main.getByLabel("sekaligus ditandatangani"), "one act with the approval").toBeChecked();
  await clerk.hour("1005");
  await clerk.act("Keputusan dicatat.");
  await expect(clerk.sentence).toHaveText("Buat etalase di aplikasi katalog");
}

async function numberAfterwards({ clerk }: Day) {
  await clerk.at("11 10.30");
  await clerk.press("Catat nomor…");
  const drawer = clerk.drawer("Catat nomor");
  await clerk.write("Nomor (seperti di buku)", NUMBER_OF_ANNOUNCEMENT, drawer);
  await clerk.write("Tanggal surat", "11 nov", drawer);
  await clerk.hour("1012", drawer);
  await clerk.act(`Nomor ${NUMBER_OF_ANNOUNCEMENT} dicatat.`);
}

async function scanIsFiled({ clerk, office, papers }: Day) {
  await clerk.at("11 10.40");
  // The copier's clock is wrong by hours; nothing on the screen ever says its time.
  await office.picks(papers.pdf("scan0007.pdf", "Pengumuman bertanda tangan", "2026-11-11T03:34:00+07:00"));
  await clerk.pressed("Lampirkan salinan pengumuman", "record");
  await clerk.said("Salinan pengumuman dilampirkan.");
  await expect(clerk.sentence, "the button is gone, the focus is not").toBeFocused();
  await expect(clerk.main.getByText(/ditandatangani Kabag PBJ 10\.05 · nomor 000\.3\/145\.a\/416-023\/2026 · salinan ada/)).toBeVisible();
  await expect(clerk.page.getByText(/03\.34|10\.34/), "when it was scanned is no hour of the procedure").toHaveCount(0);
}

async function catalogueIsSlow({ clerk, office, papers }: Day) {
  await clerk.at("11 10.50");
  const copy = papers.place("pengumuman untuk diunggah.pdf");
  await office.picks(copy);
  await clerk.pressed("Simpan salinan untuk diunggah…", "save_document");
  await clerk.said("Salinan disimpan: pengumuman untuk diunggah.pdf.");
  expect(readFileSync(copy).equals(readFileSync(papers.place("scan0007.pdf"))), "the signed paper is uploaded").toBe(true);
  await clerk.press("Salin Nama etalase");
  await expect(clerk.main.getByText("Tersalin: Nama etalase")).toBeVisible();
  expect(await clerk.page.evaluate(() => navigator.clipboard.readText())).toBe(ETALASE);
  await clerk.press("Tahan: aplikasi LKPP gangguan");
  const hold = clerk.drawer("Tahan usulan");
  await expect(clerk.field("Alasan", hold)).toHaveValue("aplikasi LKPP gangguan");
  await clerk.ownHour("1045", hold);
  await clerk.act("Usulan ditahan.");
  await expect(clerk.main.getByText("Ditahan sejak 10.45: aplikasi LKPP gangguan. Waktu baku berhenti.")).toBeVisible();

  await clerk.at("11 13.21");
  await clerk.palette("Lanjutkan");
  await clerk.ownHour("1320", clerk.drawer("Lanjutkan usulan"));
  await clerk.act("Usulan dilanjutkan.");
}

async function etalaseIsPublished({ clerk, office, papers }: Day) {
  await clerk.at("11 13.26");
  await clerk.write("Alamat etalase", ADDRESS);
  await office.picks(papers.png("tayang.png"));
  await clerk.press("Lampirkan bukti tayang…");
  await expect(clerk.main.getByText("tayang.png")).toBeVisible();
  await clerk.hour("1325");
  await clerk.act("Tayang dicatat.");
  await expect(clerk.sentence).toHaveText("Tulis surat pemberitahuan");
}

async function notificationIsInitialled({ clerk }: Day) {
  await clerk.at("11 13.35");
  await clerk.press("Tulis surat pemberitahuan");
  await expect(clerk.main.getByText(`${RECIPIENTS} penerima; dicetak sebagai daftar terlampir`)).toBeVisible();
  await expect(clerk.field("Alamat etalase"), "what is known is filled in").toHaveValue(ADDRESS);
  await letterIsLocked(clerk, 1);
  await clerk.at("11 13.52");
  await clerk.hour("1340");
  await clerk.act("Surat pemberitahuan dibawa ke Kabag.");
  await clerk.keys("Alt+s");
  await expect(clerk.main.getByLabel("sekaligus ditandatangani"), "the Sekda signs it").toHaveCount(0);
  await clerk.hour("1350");
  await clerk.act("Keputusan dicatat.");
  await expect(clerk.sentence).toHaveText("Mintakan tanda tangan, nomor, dan cap");
  await expect(clerk.main.getByText("Menunggu Sekretaris Daerah, di luar waktu baku.")).toBeVisible();
  await clerk.palette("Map dibawa ke…");
  const drawer = clerk.drawer("Map dibawa ke…");
  await clerk.write("Map dibawa ke", "Asisten", drawer);
  await clerk.act("Map dibawa ke Asisten.");
}

async function secretarySendsItBack({ clerk }: Day) {
  await clerk.at("11 15.40");
  await clerk.press("Dikembalikan, perbaiki…");
  const drawer = clerk.drawer("Dikembalikan untuk diperbaiki");
  await clerk.write("Apa yang perlu diperbaiki?", "tembusan: Asisten belum ada", drawer);
  await clerk.hour("1530", drawer);
  await clerk.act("Surat dicatat dikembalikan untuk diperbaiki.");
  await expect(clerk.main.getByText("Dikembalikan 15.30: “tembusan: Asisten belum ada”.")).toBeVisible();
  await clerk.press("Buka naskah");
  await clerk.pressed(/^Ubah \(buat R2\)…/, "revise_letter");
  await clerk.unfold("Tembusan (2)");
  await clerk.press("Tambah tembusan: Tembusan");
  await expect(clerk.field("Tembusan 3")).toBeFocused();
  await clerk.page.keyboard.type("Asisten Perekonomian dan Pembangunan");
  await letterIsLocked(clerk, 2);
}

// Thursday

async function sekdaSigns(day: Day) {
  const { clerk } = day;
  await clerk.at("12 15.05");
  await day.next("Antar surat pemberitahuan ke Sekretaris Daerah, minta nomor dan cap");
  await clerk.hour("1500");
  await clerk.act("Tanda tangan dicatat.");
}

async function numberedAndSent({ clerk }: Day) {
  await clerk.at("12 15.25");
  await expect(clerk.sentence).toHaveText("Catat nomor dan tanggal surat");
  await clerk.write("Nomor", NUMBER_OF_LETTER);
  await clerk.write("Tanggal surat", "12 nov");
  await clerk.hour("1512");
  await clerk.act(`Nomor ${NUMBER_OF_LETTER} dicatat.`);
  await expect(clerk.sentence).toHaveText("Kirim surat pemberitahuan");
  await clerk.write("Cara kirim untuk semua", "SRIKANDI");
  await clerk.over(clerk.main.getByLabel("Cara kirim ke Kepala Dinas Pendidikan"), "Surel");
  await clerk.hour("1520");
  await clerk.act(`Surat pemberitahuan dicatat terkirim ke ${RECIPIENTS} penerima.`);
}

// What the day leaves

const of = (view: UsulanView, kind: string) => view.history.filter((entry) => entry.event.kind === kind && !entry.undone);
const step = (view: UsulanView, number: number) => view.path.find((row) => row.step === number) as PathRow;
const when = (entry: HistoryEntry | undefined) => entry?.record.happened.from.slice(5, 16).replace("T", " ");

function answersOfTheOffice(view: UsulanView) {
  expect(view.status, "step 9 is recorded, the dossier owes something").toBe("selesai");
  expect(view.path.map((row) => row.state), "nine steps").toEqual(Array.from({ length: 9 }, () => "done"));
  expect(view.path.map((row) => [row.step, row.rounds.length]).filter(([, rounds]) => (rounds ?? 0) > 1), "one correction, for the pengumuman alone").toEqual([[4, 2], [5, 2]]);
  expect(step(view, 5).rounds[0]?.lanes.map((lane) => [lane.lane, lane.outcome])).toEqual([["telaah", "approved"], ["pengumuman", "corrected"]]);
  const table: [number, number[]][] = [[2, [82]], [3, [8]], [4, [380, 53]], [5, [25, 17]], [6, [45]], [7, [15]], [8, [10]], [9, [8]]];
  for (const [number, minutes] of table) {
    expect(step(view, number).rounds.map((round) => [round.minutes?.low, round.minutes?.high]), `step ${number}`).toEqual(minutes.map((one) => [one, one]));
  }
  expect(view.path.filter((row) => row.rounds.some((round) => round.result?.result === "late")).map((row) => row.step), "only the disposisi was late").toEqual([2]);
  expect(step(view, 9).rounds[0]?.result?.result, "in time although the Sekda took a day").toBe("within");
  const wait = step(view, 9).wait;
  expect([wait?.name, wait?.returned, wait?.from.from.slice(5, 16), wait?.to?.from.slice(5, 16)], "a wait that no step owns").toEqual(["Sekretaris Daerah", 1, "11-11T13:50", "11-12T15:12"]);
  expect(of(view, "returned_outside").map(when), "one letter came back outside the SOP").toEqual(["11-11 15:30"]);
  expect(of(view, "held").map(when), "one hold, at step 6").toEqual(["11-11 10:45"]);
  expect(of(view, "resumed").map(when)).toEqual(["11-11 13:20"]);
  expect(of(view, "signed").map(when).reverse(), "as on the paper, whatever the copier says").toEqual(["11-11 10:05", "11-12 15:00"]);
  expect(of(view, "numbered").map(when).reverse(), "both numbers after the signature").toEqual(["11-11 10:12", "11-12 15:12"]);
  expect(view.naskah.filter((one) => one.numbered).map((one) => one.revisions.map((revision) => revision.number)), "a number makes no revision").toEqual([["", NUMBER_OF_ANNOUNCEMENT], ["", NUMBER_OF_LETTER]]);
  expect(view.owed, "three copies follow, one late step is not explained").toEqual({
    copies: ["lembar-disposisi", "telaah", "surat-pemberitahuan"], numbers: [], unexplained: [[2, 1]], uncertain: [],
  });
  expect(new Set(view.recipients.map((one) => one.method)), "handed over on two ways").toEqual(new Set(["SRIKANDI", "Surel"]));
}

function everyRecordIsWhole(view: UsulanView) {
  const holders: Record<string, [string, string]> = {
    disposed: ["p-kabag", "plt"], decided: ["p-kabag", "plt"],
    disposition_accepted: ["p-subkoord", "definitif"], handed_over: ["p-subkoord", "definitif"], published: ["p-subkoord", "definitif"], sent: ["p-subkoord", "definitif"],
  };
  for (const { event, record } of view.history) {
    const what = `${event.kind} ${record.happened.from}`;
    expect(record.recorder, `${what}: one petugas typed it all`).toBe("siti");
    expect(record.happened.certainty, `${what}: every hour of these days is known`).toBe("written");
    expect(Date.parse(record.happened.to) <= Date.parse(record.entered_at), `${what}: nothing is typed before it happened`).toBe(true);
    const { actor } = record;
    const post = holders[event.kind];
    if (event.kind === "received") expect(actor.who === "agency" && actor.name, what).toBe("Dinas Pendidikan");
    else if (post) expect(actor.who === "official" && [actor.person, actor.capacity], what).toEqual(post);
    if (post) expect(record.basis, what).toBe("paper");
    if (actor.who === "staff") expect(actor.account, `${what}: nobody is impersonated`).toBe("siti");
  }
  const signers = of(view, "signed").map(({ record }) => (record.actor.who === "official" ? record.actor.person : "")).reverse();
  expect(signers, "the Kabag signs the pengumuman, the Sekda the letter").toEqual(["p-kabag", "p-sekda"]);
  const [accepted, disposed] = [of(view, "disposition_accepted")[0], of(view, "disposed")[0]];
  expect([when(disposed), when(accepted), disposed?.record.entered_at.slice(11, 16), accepted?.record.entered_at.slice(11, 16)], "true times, one time of entry").toEqual(["11-10 09:32", "11-10 09:40", "15:45", "15:45"]);
}

async function whatStandsOnTheScreen({ clerk }: Day, view: UsulanView) {
  const { main } = clerk;
  await expect(clerk.sentence).toHaveText("Selesai. Berkas belum lengkap.");
  await expect(main.locator(".act-pane li")).toHaveText([/^Lembar disposisi/, /^Telaah/, /^Surat pemberitahuan/, /^Langkah 2, Disposisi/]);
  const path = main.getByRole("navigation", { name: "Jalan usulan" });
  await expect(path.getByRole("button", { name: /^Langkah 9, .+, selesai, 8 m dari 10 m$/ })).toBeVisible();
  await expect(path.getByText("Tanda tangan Sekretaris Daerah · di luar waktu baku · 1 hari 1 j · 1 kali dikembalikan")).toBeVisible();
  await expect(path.getByText("↻1 telaah ✓, pengumuman koreksi")).toBeVisible();

  await clerk.tick("Riwayat");
  const lines = main.locator(".side-pane ol > li");
  const said = view.history.filter((entry) => entry.event.kind !== "measured");
  await expect(lines).toHaveCount(said.length);
  for (const [index, { event, record }] of said.entries()) {
    const line = lines.nth(index);
    const { actor } = record;
    const what = `${event.kind} ${record.happened.from}`;
    await expect(line, `${what}: waktu`).toContainText(record.happened.from.slice(11, 16).replace(":", "."));
    await expect(line, `${what}: pelaku`).toContainText(actor.who === "official" ? actor.short : actor.name);
    await expect(line, `${what}: pencatat`).toContainText("Dicatat");
    if (record.basis === "paper" && actor.who !== "staff") await expect(line, `${what}: dasar`).toContainText("Dicatat Siti Rahmawati dari kertas");
  }

  await clerk.keys("Control+2");
  await clerk.main.getByRole("radio", { name: /^Selesai/ }).focus();
  await clerk.keys("Space");
  const row = main.getByRole("row", { name: new RegExp(ETALASE) });
  await expect(row).toContainText("belum lengkap");
}

test("three days of paper, typed by one petugas from the keyboard", async ({ office, page, context }, info) => {
  test.slow();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const day = new Day(office, info);
  await day.clerk.leaveTheMouse();
  await office.open();

  await test.step("Tue 08.20 registered and printed", () => letterIsRegistered(day));
  const { no } = day;
  await test.step("Tue 14.00 the pengumuman is begun", () => announcementIsBegun(day));
  await test.step("Tue 15.45 Catat susulan", () => wholeDayIsTyped(day));
  await test.step("Tue 15.50 a telaah from a laptop, a pengumuman from here", () => outputsAreMade(day));
  await test.step("Wed 08.30 on the Kabag's desk", () => mapIsBrought(day));
  await test.step("Wed 08.55 one approved, one scribbled on", () => oneOutputReturns(day));
  await test.step("Wed 09.48 R2 on the desk", () => secondRevision(day));
  await test.step("Wed 10.05 approved and signed in one act", () => approvedAndSigned(day));
  await test.step("Wed 10.12 number from the book", () => numberAfterwards(day));
  await test.step("Wed 10.34 the scan", () => scanIsFiled(day));
  await test.step("Wed 10.45 held, 13.20 resumed", () => catalogueIsSlow(day));
  await test.step("Wed 13.25 tayang", () => etalaseIsPublished(day));
  await test.step("Wed 13.50 the letter is initialled", () => notificationIsInitialled(day));
  await test.step("Wed 15.30 sent back once, R2", () => secretarySendsItBack(day));
  await test.step("Thu 15.00 the Sekda signs", () => sekdaSigns(day));
  await test.step("Thu 15.12 numbered, 15.20 sent", () => numberedAndSent(day));

  const view = await office.ask<UsulanView>({ ask: "usulan", usulan: no });
  answersOfTheOffice(view);
  everyRecordIsWhole(view);
  await test.step("what stands on the screen", () => whatStandsOnTheScreen(day, view));
  expect(statSync(day.papers.place("scan0007.pdf")).mtime.toISOString(), "the copier's own time was there to be taken").toBe("2026-11-10T20:34:00.000Z");
  expect(page.url()).toContain("#/usulan");
});
