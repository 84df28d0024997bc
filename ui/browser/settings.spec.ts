// Atur and Tentang: a setting is found by its name, and whose work the program carries is named.

import { expect, test } from "./desk";

test("a setting is found by its words and has the focus", async ({ office, page }) => {
  await office.open("#/atur", "admin");
  await page.getByLabel("Cari pengaturan").fill("katalog di");
  await expect(page.getByText("1 pengaturan ditemukan")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Alamat katalog di pengumuman")).toBeFocused();
  await page.getByLabel("Cari pengaturan").fill("kata penyambung");
  await page.getByRole("navigation", { name: "Daftar pengaturan" }).getByRole("button").first().click();
  await expect(page.getByRole("heading", { name: "Tata letak surat" })).toBeVisible();
  await page.getByLabel("Cari pengaturan").fill("zzz");
  await expect(page.getByText("Tidak ada pengaturan dengan nama itu.")).toBeVisible();
});

test("Tentang names the version and every work with its licence, from Bantuan and from Atur", async ({ office, page }) => {
  await office.open("#/bantuan/tentang");
  await expect(page.getByText(/^Etalase \d+\.\d+\.\d+$/)).toBeVisible();
  await page.getByLabel("Cari nama atau lisensi").fill("svelte");
  await page.getByRole("button", { name: /^Baca lisensi svelte \d/ }).click();
  await expect(page.getByRole("dialog", { name: /^svelte / })).toContainText("Permission is hereby granted");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+6");
  await page.getByRole("button", { name: "Tentang" }).click();
  await expect(page.getByRole("heading", { name: "Karya orang lain di dalam program ini" })).toBeVisible();
});
