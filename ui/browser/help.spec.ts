// Bantuan: the manual at the place one stands, searchable, beside the work and as a view of its own.

import AxeBuilder from "@axe-core/playwright";

import { Course } from "./course";
import { expect, test } from "./desk";
import { Papers } from "./papers";

test("F1 opens the chapter of where one stands, beside the work", async ({ office, page }, info) => {
  const { usulan } = await new Course(office, new Papers(info.outputPath("kertas"))).disposed();
  const chapters: [string, string][] = [
    ["#/meja", "Sehari di Meja"], ["#/usulan", "Daftar usulan"], [`#/usulan/${usulan}`, "Telaah dan pengumuman (langkah 4)"], [`#/usulan/${usulan}/langkah/2`, "Disposisi (langkah 2 dan 3)"],
    ["#/pindai", "Salinan yang menyusul"], ["#/agenda/keluar", "Agenda"], ["#/laporan", "Laporan"], ["#/atur", "Atur"],
  ];
  const drawer = page.getByRole("dialog", { name: "Bantuan" });
  for (const [place, title] of chapters) {
    await office.open(place);
    // The step is known once the usulan stands on the page.
    if (place.includes(usulan)) await expect(page.getByRole("navigation", { name: "Jalan usulan" })).toBeVisible();
    await page.keyboard.press("F1");
    await expect(drawer.getByRole("heading", { level: 2, name: title, exact: true }), place).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(drawer).toBeHidden();
  }
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the manual is searched, followed and opened whole, in ${colorScheme}`, async ({ office, page }) => {
    const accessible = async (what: string) => expect((await new AxeBuilder({ page }).analyze()).violations, what).toEqual([]);
    await page.emulateMedia({ colorScheme });
    await office.open("#/usulan/baru");
    await page.getByLabel("Nama etalase").fill("Alat Tulis Kantor");
    await page.keyboard.press("F1");
    const drawer = page.getByRole("dialog", { name: "Bantuan" });
    await expect(drawer.getByLabel("Cari di panduan")).toBeFocused();
    await accessible("the drawer");
    await page.keyboard.type("buku ekspedisi");
    await expect(drawer.locator("mark").first()).toBeVisible();
    await accessible("what was found");
    await drawer.getByRole("button", { name: "Tiap penerima mendapat surat sendiri" }).press("Enter");
    const section = drawer.getByRole("heading", { name: "Tiap penerima mendapat surat sendiri" });
    await expect(section).toBeFocused();
    await expect(section).toBeInViewport();
    await page.keyboard.press("Escape");
    await expect(page.getByLabel("Nama etalase"), "the work is as it was").toHaveValue("Alat Tulis Kantor");
    await expect(page.getByLabel("Nama etalase")).toBeFocused();

    await page.keyboard.press("F1");
    await drawer.getByRole("button", { name: "Buka Bantuan" }).press("Enter");
    await expect(page.locator("h1")).toHaveText("Bantuan");
    const manual = page.getByRole("region", { name: "Panduan" });
    await expect(manual.getByRole("heading", { name: "Usulan masuk" })).toBeVisible();
    await page.getByRole("navigation", { name: "Isi panduan" }).getByRole("button", { name: "Lima hal yang paling sering dicari" }).press("Enter");
    await accessible("the opening");
    await manual.getByRole("link", { name: "Waktu baku" }).first().press("Enter");
    await expect(manual.getByRole("heading", { level: 2, name: "Waktu baku" })).toBeFocused();
    await expect(page).toHaveURL(/#\/bantuan\/waktu-baku$/);
  });
}
