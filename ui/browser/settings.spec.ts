// Atur and Tentang: a setting is found by its name, and whose work the program carries is named.

import { Course } from "./course";
import { expect, test } from "./desk";
import { Papers } from "./papers";

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

test("lists and thresholds are kept, and a telaah carries its second block", async ({ office, page }, info) => {
  const course = await new Course(office, new Papers(info.outputPath("kertas"))).disposed();
  await office.open("#/atur/daftar", "admin");
  await page.getByLabel("Ambang kepatuhan (persen)", { exact: true }).fill("100");
  await page.getByLabel("Sifat surat", { exact: true }).fill("Biasa\nAmat Segera");
  await page.getByLabel("Kata di atasnya").selectOption("Mengetahui");
  await page.getByLabel("Ambang kepatuhan (persen)", { exact: true }).focus();
  await expect
    .poll(async () => {
      const kept = await office.ask<{ office: { good_from: number; sifat: string[]; second_signer: { heading: string } | null } }>({ ask: "settings" });
      return [kept.office.good_from, kept.office.sifat, kept.office.second_signer?.heading];
    })
    .toEqual([100, ["Biasa", "Amat Segera"], "Mengetahui"]);
  await office.open(`#/usulan/${course.usulan}/naskah/telaah`);
  await expect(page.getByRole("img", { name: /Mengetahui,/ }).first()).toBeVisible();
});
