// Five tasks for someone who has never seen the desk (DESK section 12). Each is found by words on the screen alone, costs at most
// six clicks or keys from Meja, and is told in the same words at the opening of the manual.

import { readFileSync } from "node:fs";

import type { Settings } from "../src/generated/Settings";
import type { UsulanView } from "../src/generated/UsulanView";
import { Course } from "./course";
import { type Office, expect, test } from "./desk";
import { Newcomer } from "./newcomer";
import { Papers } from "./papers";

const MANUAL = readFileSync(new URL("../../docs/panduan/README.md", import.meta.url), "utf8");

/** What the manual says about the nth task, without its marks. */
function told(task: number): string {
  const item = new RegExp(`^${task}\\. ([^]*?)(?=^\\d\\. |^#)`, "m").exec(MANUAL)?.[1] ?? "";
  return item.replaceAll("*", "").replace(/\s+/g, " ");
}

/** The words on the screen are the manual's, in its order. */
function asTold(task: number, used: string[]): void {
  let at = 0;
  for (const words of used) {
    const found = told(task).indexOf(words, at);
    expect(found, `the manual says “${words}” of task ${task}, in the order of the screen: ${told(task)}`).toBeGreaterThanOrEqual(at);
    at = found + words.length;
  }
}

async function atMeja(office: Office, now: string, role = "petugas"): Promise<Newcomer> {
  await office.clock(`2026-11-${now}:00+07:00`);
  await office.open("#/meja", role);
  return new Newcomer(office.page);
}

test("1 an usulan is started", async ({ office }) => {
  const newcomer = await atMeja(office, "10T08:20");
  await newcomer.press("Usulan baru");
  await newcomer.type("Perangkat daerah", "Dinas Pendidikan");
  await newcomer.type("Jam", "810", /^Diterima tanggal dan jam/);
  await newcomer.type("Nama etalase", "Alat Tulis Kantor");
  await newcomer.press("Daftarkan dan cetak");
  await newcomer.sees(/^Usulan 2026-\d{4} didaftarkan\. Diserahkan ke antrean .+: 2 lembar\.$/);
  asTold(1, newcomer.used);
  const page = await office.ask<{ rows: { etalase: string; agency: string; received: { from: string } }[] }>({
    ask: "register", query: { state: "semua", search: "", year: 0, agency: "", step: 0, place: "", late: false, incomplete: false, offset: 0, limit: 10 },
  });
  expect(page.rows).toMatchObject([{ etalase: "Alat Tulis Kantor", agency: "Dinas Pendidikan", received: { from: "2026-11-10T08:10:00+07:00" } }]);
});

test("2 the pengumuman goes back for correction", async ({ office }, info) => {
  const course = await new Course(office, new Papers(info.outputPath("kertas"))).onTheDesk();
  const newcomer = await atMeja(office, "11T09:02");
  await newcomer.sees("Ambil keputusan Kabag PBJ atas telaah dan pengumuman");
  await newcomer.press("Catat keputusan");
  await newcomer.press("Koreksi", /^Pengumuman/);
  await newcomer.type("Apa yang perlu dikoreksi?", "Jadwal: tulis terbuka sampai ada pengumuman penutupan.");
  await newcomer.type("Jam", "855");
  await newcomer.press("Catat keputusan");
  await newcomer.sees("Keputusan dicatat.");
  asTold(2, newcomer.used);
  const decided = (await course.view()).history.find((entry) => entry.event.kind === "decided");
  expect(decided?.event).toMatchObject({ lane: "pengumuman", verdict: { verdict: "correct", note: "Jadwal: tulis terbuka sampai ada pengumuman penutupan." } });
  expect(decided?.record.happened.from).toBe("2026-11-11T08:55:00+07:00");
});

test("3 why a step is late", async ({ office }, info) => {
  await new Course(office, new Papers(info.outputPath("kertas"))).disposed();
  const newcomer = await atMeja(office, "10T14:00");
  await newcomer.press("Usulan");
  await newcomer.press("Alat Tulis Kantor");
  await newcomer.press("1 j 22 m");
  await newcomer.sees("Selasa 08.10–09.32 = 1 j 22 m");
  await newcomer.sees("Belum dijelaskan");
  asTold(3, ["Usulan", "1 j 22 m", "Belum dijelaskan"]);
});

test("4 the letter of one recipient is printed again", async ({ office }, info) => {
  const course = await new Course(office, new Papers(info.outputPath("kertas"))).sent();
  const before = queued(await course.view());
  const newcomer = await atMeja(office, "12T15:40");
  await newcomer.press("Usulan");
  await newcomer.press("Selesai");
  await newcomer.press("Alat Tulis Kantor");
  await newcomer.press(/^9 /);
  await newcomer.press("Cetak ulang", "Kepala Dinas Pendidikan");
  await newcomer.sees(/^Diserahkan ke antrean .+: \d+ lembar\.$/);
  asTold(4, ["Usulan", "Selesai", "langkah 9", "Cetak ulang"]);
  expect(queued(await course.view())).toBe(before + 1);
});

test("5 a holiday is added", async ({ office }) => {
  const newcomer = await atMeja(office, "10T08:20", "admin");
  await newcomer.press("Atur");
  await newcomer.press("Jam kerja dan libur");
  await newcomer.press("+ Libur daerah");
  await newcomer.type("Tanggal", "14 des");
  await newcomer.type("Nama libur", "Hari jadi contoh");
  await newcomer.press("Tambahkan");
  await newcomer.sees(/^Hari jadi contoh/);
  asTold(5, newcomer.used);
  await expect(async () => {
    const { calendar } = await office.ask<Settings>({ ask: "settings" });
    expect(calendar.calendar.days_off).toContainEqual({ date: "2026-12-14", kind: "libur_daerah", name: "Hari jadi contoh", estimated: false });
  }).toPass();
});

/** How often the surat pemberitahuan was handed to a printer. */
function queued(view: UsulanView): number {
  return view.history.filter((entry) => entry.event.kind === "queued").length;
}
