// The register as its account wants it: filters, order, columns, saved views, and what is not registered yet.

import { Course } from "./course";
import { type Office, expect, test } from "./desk";
import { Papers } from "./papers";

const OTHERS = [
  { etalase: "Beton Siap Pakai", agency: { id: "dpupr", name: "Dinas Pekerjaan Umum dan Penataan Ruang" }, agenda: "508" },
  { etalase: "Makanan dan Minuman", agency: { id: "dinkes", name: "Dinas Kesehatan" }, agenda: "510" },
];

/** One usulan that was late in step 2, and two that wait for their disposisi. */
async function afternoon(office: Office, folder: string): Promise<void> {
  const papers = new Papers(folder);
  for (const what of OTHERS) await new Course(office, papers, what).received();
  await new Course(office, papers).disposed();
  await office.clock("2026-11-10T10:00:00+07:00");
}

const etalase = (page: import("@playwright/test").Page) => page.locator("tbody tr[data-row] td:nth-child(2) .clip:first-child");

test("a view is saved with its filters, order and columns, and waits at the next PC", async ({ office, page }, info) => {
  await afternoon(office, info.outputPath("kertas"));
  await office.open("#/usulan");
  await page.getByRole("button", { name: "Saringan" }).click();
  await page.getByLabel("Perangkat daerah").selectOption({ label: "Dinas Kesehatan" });
  await expect(etalase(page)).toHaveText(["Makanan dan Minuman"]);
  await page.getByLabel("Pengusul", { exact: true }).check();
  await page.getByLabel("Di mana", { exact: true }).and(page.getByRole("checkbox")).uncheck();
  await expect(page.getByRole("columnheader")).toContainText(["Nomor", "Etalase", "Pengusul", "Langkah", "Waktu", "Masuk"]);
  await page.getByRole("button", { name: "Simpan tampilan ini…" }).click();
  await page.getByRole("button", { name: "Simpan", exact: true }).click();
  await expect(page.getByText(/^Beri nama, misalnya/)).toBeVisible();
  await page.getByLabel("Nama tampilan").fill("Dinas Kesehatan saja");
  await page.getByRole("button", { name: "Simpan", exact: true }).click();
  await expect(page.locator(".toast")).toContainText("Tampilan “Dinas Kesehatan saja” disimpan untuk Anda.");

  // Another PC: nothing is left in this browser.
  await page.evaluate(() => localStorage.clear());
  await page.goto("about:blank");
  await office.open("#/usulan");
  await expect(etalase(page), "the list begins as usual").toHaveCount(3);
  await page.getByRole("navigation", { name: "Tampilan tersimpan" }).getByRole("button", { name: "Dinas Kesehatan saja" }).click();
  await expect(etalase(page)).toHaveText(["Makanan dan Minuman"]);
  await expect(page.getByRole("columnheader")).toContainText(["Nomor", "Etalase", "Pengusul", "Langkah", "Waktu", "Masuk"]);

  await page.goto("about:blank");
  await office.open("#/usulan", "admin");
  await expect(page.getByRole("navigation", { name: "Tampilan tersimpan" }), "somebody else has his own").toHaveCount(0);
});

test("a saved view is taken away, and comes back", async ({ office, page }, info) => {
  await afternoon(office, info.outputPath("kertas"));
  await office.open("#/usulan");
  await page.getByRole("button", { name: "Saringan" }).click();
  await page.getByRole("button", { name: "Simpan tampilan ini…" }).click();
  await page.getByLabel("Nama tampilan").fill("Semua yang berjalan");
  await page.keyboard.press("Enter");
  const views = page.getByRole("navigation", { name: "Tampilan tersimpan" });
  await views.getByRole("button", { name: "Hapus tampilan Semua yang berjalan" }).click();
  await expect(views).toHaveCount(0);
  await page.locator(".toast").getByRole("button", { name: "Urungkan" }).click();
  await expect(views.getByRole("button", { name: "Semua yang berjalan", exact: true })).toBeVisible();
});

test("a head orders the list, and the order is remembered", async ({ office, page }, info) => {
  await afternoon(office, info.outputPath("kertas"));
  await office.open("#/usulan");
  await page.getByRole("columnheader", { name: "Etalase dan pengusul" }).getByRole("button").click();
  await expect(etalase(page)).toHaveText(["Alat Tulis Kantor", "Beton Siap Pakai", "Makanan dan Minuman"]);
  await expect(page.getByRole("columnheader", { name: "Etalase dan pengusul" })).toHaveAttribute("aria-sort", "ascending");
  await expect(page.locator(".foot")).toHaveText("3 usulan berjalan · menurut nama etalase");
  await page.goto("about:blank");
  await office.open("#/usulan");
  await expect(page.locator(".foot")).toHaveText("3 usulan berjalan · menurut nama etalase");
  await page.getByRole("columnheader", { name: "Nomor" }).getByRole("button").click();
  await expect(etalase(page)).toHaveText(["Alat Tulis Kantor", "Makanan dan Minuman", "Beton Siap Pakai"]);
});

test("only what went over its time, and only what is incomplete", async ({ office, page }, info) => {
  await afternoon(office, info.outputPath("kertas"));
  await office.open("#/usulan");
  await page.getByRole("button", { name: "Saringan" }).click();
  await page.getByLabel("Lewat waktu").check();
  await expect(etalase(page), "its step 2 took 82 minutes").toContainText(["Alat Tulis Kantor"]);
  const late = await etalase(page).count();
  await page.getByLabel("Langkah", { exact: true }).and(page.getByRole("combobox")).selectOption({ index: 1 });
  expect(await etalase(page).count()).toBeLessThanOrEqual(late);
});

test("a state without usulan says so, and does not blame a filter", async ({ office, page }, info) => {
  await afternoon(office, info.outputPath("kertas"));
  await office.open("#/usulan");
  await page.getByRole("radio", { name: "Ditahan" }).check({ force: true });
  await expect(page.getByText("Tidak ada usulan yang ditahan.")).toBeVisible();
  await page.getByRole("button", { name: "Saringan" }).click();
  await page.getByLabel("Belum lengkap").check();
  await expect(page.getByText("Tidak ada yang cocok dengan saringan ini.")).toBeVisible();
});

test("what is typed for a new usulan is found under Konsep, continued, and thrown away with a way back", async ({ office, page }) => {
  await office.open("#/usulan/baru");
  await page.getByLabel("Nama etalase").fill("Jasa Kebersihan");
  await page.keyboard.press("Control+2");
  await page.getByRole("radio", { name: "Konsep" }).check({ force: true });
  await expect(page.getByText(/Belum didaftarkan: Jasa Kebersihan/)).toBeVisible();
  await page.getByRole("button", { name: "Buang konsep" }).click();
  await expect(page.getByText(/Belum didaftarkan/)).toHaveCount(0);
  await page.locator(".toast").getByRole("button", { name: "Urungkan" }).click();
  await page.getByRole("button", { name: "Lanjutkan" }).click();
  await expect(page.getByLabel("Nama etalase")).toHaveValue("Jasa Kebersihan");
});
