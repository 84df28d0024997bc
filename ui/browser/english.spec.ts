// English as the second language: chosen in Atur, spoken by every view, left again; and nothing typed is lost on the way.

import type { Page } from "@playwright/test";

import { Course } from "./course";
import { type Office, expect, test } from "./desk";
import { Papers } from "./papers";
import { indonesian, listen } from "./words";

const HERE = [
  "#/meja", "#/usulan", "#/usulan/baru", "#/susulan", "#/pindai", "#/agenda/masuk", "#/agenda/keluar", "#/agenda/ekspedisi", "#/laporan/2026-11",
  "#/bantuan", "#/bantuan/pintasan", "#/bantuan/sop", "#/bantuan/tentang",
];
const SETTINGS = ["kantor", "pejabat", "pengguna", "perangkat-daerah", "daftar-penerima", "naskah", "jalur", "tata-letak", "nomor", "jam-kerja", "tampilan", "naskah/pengumuman"].map((page) => `#/atur/${page}`);

/** Opens the page at a place in the language that this PC has, as another start would. */
async function begin(office: Office, hash: string, role?: string) {
  await office.page.goto("about:blank");
  await office.open(hash, role);
  await office.page.waitForLoadState("networkidle");
}

/** Waits until the core has answered all that a view asked, and a little longer for what it asks then. */
function quietAfter(page: Page): () => Promise<void> {
  let open = 0;
  page.on("request", () => open++);
  for (const end of ["requestfinished", "requestfailed"] as const) page.on(end as "requestfinished", () => open--);
  return async () => {
    await expect(page.locator("h1")).toBeVisible();
    await page.waitForTimeout(150);
    await expect.poll(() => open, { intervals: [50, 100] }).toBeLessThanOrEqual(1); // One stays open: the notices.
    await page.waitForTimeout(50);
  };
}

/** Chooses a language as a person does. */
async function choose(office: Office, page: string, language: "English" | "Bahasa Indonesia") {
  await begin(office, page);
  await Promise.all([office.page.waitForEvent("load"), office.page.getByRole("radio", { name: language }).check()]);
  await expect(office.page.locator("h1")).toBeVisible();
}

test("every view speaks English, and Indonesian again", async ({ office, page }, info) => {
  test.slow();
  const first = await new Course(office, new Papers(info.outputPath("kertas")), { etalase: "Beton Siap Pakai", agency: { id: "dpupr", name: "Dinas Pekerjaan Umum dan Penataan Ruang" }, agenda: "508" }).received();
  const { usulan } = await new Course(office, new Papers(info.outputPath("kertas-2"))).published();
  await office.clock("2026-11-11T13:35:00+07:00");
  const data = listen(page);
  await begin(office, "#/atur/tampilan");
  await expect(page.locator("html")).toHaveAttribute("lang", "id");
  expect((await indonesian(page, data)).length, "the words that are looked for are found while they are there").toBeGreaterThan(10);

  await choose(office, "#/atur/tampilan", "English");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Settings");

  const steps = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) => `#/usulan/${usulan}/langkah/${step}`);
  const left: Record<string, string[]> = {};
  const settled = quietAfter(page);
  // From place to place without another start, as one walks.
  const walk = async (role: string, places: string[]) => {
    await begin(office, "#/meja", role);
    for (const place of places) {
      await page.goto(`${office.address}/${place}`);
      await settled();
      const found = await indonesian(page, data);
      if (found.length) left[place] = found;
    }
  };
  await walk("petugas", [...HERE, ...steps, `#/usulan/${first.usulan}/langkah/2`, `#/usulan/${usulan}/naskah/surat-pemberitahuan`, `#/usulan/${usulan}/naskah/telaah`]);
  await walk("admin", SETTINGS);
  expect(left, "no word of ours is Indonesian").toEqual({});

  await choose(office, "#/atur/tampilan", "Bahasa Indonesia");
  await expect(page.locator("html")).toHaveAttribute("lang", "id");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Atur");
});

test("an act is recorded in English, and its records stay Indonesian", async ({ office, page }, info) => {
  const { usulan } = await new Course(office, new Papers(info.outputPath("kertas"))).received();
  await office.clock("2026-11-10T09:45:00+07:00");
  await choose(office, "#/atur/tampilan", "English");
  await begin(office, `#/usulan/${usulan}/langkah/2`);
  await expect(page.getByRole("checkbox", { name: "Study the usulan, write the telaah and a draft pengumuman" })).toBeChecked();

  // Before the letter came: the core refuses, and the refusal speaks English.
  const date = page.getByRole("textbox", { name: "Date", exact: true });
  const hour = page.getByRole("textbox", { name: "Hour", exact: true });
  await date.fill("yesterday");
  await hour.fill("9.32");
  await hour.blur();
  await expect(date).toHaveValue(/^Mon 9 Nov|^Monday, 9 November 2026/);
  await page.getByRole("radio", { name: "to follow" }).or(page.getByRole("checkbox", { name: "to follow" })).first().check();
  await page.getByRole("button", { name: "Record disposisi" }).click();
  await expect(page.getByText("The time is earlier than the record before it. Not recorded yet; what you typed is still there. Check the hour.").first()).toBeVisible();

  await date.fill("today");
  await date.blur();
  await page.getByRole("button", { name: "Record disposisi" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Disposisi recorded." }).or(page.getByText("Disposisi recorded.")).first()).toBeVisible();
  const view = await office.ask<{ history: { event: { kind: string; disposition?: { instructions: string[] } } }[] }>({ ask: "usulan", usulan });
  const disposed = view.history.find((entry) => entry.event.kind === "disposed");
  expect(disposed?.event.disposition?.instructions).toEqual(["Kaji usulan, buat telaah dan konsep pengumuman"]);
});

test("a draft survives the change of language", async ({ office, page }) => {
  await begin(office, "#/usulan/baru");
  await page.getByLabel(/^Nama etalase/).fill("Alat Peraga Sekolah");
  // At once, before the draft's own moment to be saved has come.
  await page.evaluate(() => (location.hash = "#/atur/tampilan"));
  await Promise.all([page.waitForEvent("load"), page.getByRole("radio", { name: "English" }).check()]);
  await page.evaluate(() => (location.hash = "#/usulan/baru"));
  await expect(page.getByLabel(/^Name of the etalase/)).toHaveValue("Alat Peraga Sekolah");
  await expect(page.getByText(/^Continued from the draft of \d\d\.\d\d/)).toBeVisible();
});
