// Files dragged over the page. The office gets their paths from the test as it does from the window; the page gets what became
// of them.

import { writeFileSync } from "node:fs";

import { Course } from "./course";
import { expect, test } from "./desk";
import { Papers } from "./papers";

test("a scan is dragged to its paper in the berkas, and can be taken back", async ({ office, page }, info) => {
  const papers = new Papers(info.outputPath("kertas"));
  const course = await new Course(office, papers).disposed();
  await office.open(`#/usulan/${course.usulan}`);
  const paper = page.locator(".side li").filter({ hasText: "Lembar disposisi" });
  await office.dragOver(paper);
  await expect(page.locator("p").filter({ hasText: "Lepaskan: Lembar disposisi" })).toBeVisible();
  await expect(paper, "the place shows that it takes it").toHaveAttribute("data-over", "");
  await office.drop(paper, papers.pdf("disposisi.pdf", "Lembar disposisi"));
  await expect(page.locator(".toast")).toContainText("disposisi.pdf masuk berkas sebagai lembar disposisi.");
  await expect(paper.getByText("salinan ada")).toBeVisible();
  await expect(page.locator("p").filter({ hasText: "Lepaskan:" })).toHaveCount(0);
  await page.locator(".toast").getByRole("button", { name: "Urungkan" }).click();
  await expect(paper.getByText("salinan menyusul")).toBeVisible();
});

test("on a step with one paper owed it goes there; elsewhere it is asked where", async ({ office, page }, info) => {
  const papers = new Papers(info.outputPath("kertas"));
  const course = await new Course(office, papers).disposed();
  await office.open(`#/usulan/${course.usulan}`);
  await office.drop(page.getByRole("button", { name: /^Langkah 2, / }), papers.pdf("paraf.pdf", "Disposisi"));
  await expect(page.locator(".toast")).toContainText("paraf.pdf masuk berkas sebagai lembar disposisi.");
  await office.drop(page.getByRole("button", { name: /^Langkah 4, / }), papers.pdf("catatan.pdf", "Catatan rapat"), papers.png("foto.png"));
  const drawer = page.getByRole("dialog", { name: "Lampirkan dokumen" });
  await expect(drawer.getByText("catatan.pdf")).toBeVisible();
  await drawer.getByRole("button", { name: "Masukkan ke berkas" }).click();
  await expect(drawer).toBeHidden();
  const view = await course.view();
  const attached = view.history.filter((entry) => entry.event.kind === "attached").map((entry) => entry.event as unknown as { name: string; slot: { slot: string; step?: number } });
  expect(attached.filter((one) => one.slot.slot === "other").map((one) => [one.name, one.slot.step]).sort()).toEqual([["catatan.pdf", 4], ["foto.png", 4]]);
});

test("what is not taken says why, and the rest is taken", async ({ office, page }, info) => {
  const papers = new Papers(info.outputPath("kertas"));
  const course = await new Course(office, papers).disposed();
  const [empty, broken] = [papers.place("scan0007.pdf"), papers.place("rusak.pdf")];
  writeFileSync(empty, "");
  writeFileSync(broken, "bukan dokumen");
  await office.open(`#/usulan/${course.usulan}`);
  await office.drop(page.locator(".side li").filter({ hasText: "Lembar disposisi" }), empty, broken, papers.docx("telaah.docx"), papers.pdf("baik.pdf", "Baik"));
  const report = page.getByRole("alert", { name: "Dokumen yang tidak diterima" });
  await expect(report).toContainText("scan0007.pdf kosong (0 byte). Tidak dilampirkan.");
  await expect(report).toContainText("rusak.pdf bukan PDF atau gambar yang dapat dibaca.");
  await expect(report).toContainText("telaah.docx hanya dapat menyertai naskah.");
  await expect(page.locator(".toast")).toContainText("baik.pdf masuk berkas");
  await report.getByRole("button", { name: "Tutup" }).click();
  await expect(report).toHaveCount(0);
});

test("on a row of the register its usulan opens and asks where; beside every place it is said", async ({ office, page }, info) => {
  const papers = new Papers(info.outputPath("kertas"));
  const course = await new Course(office, papers).disposed();
  await office.open("#/usulan");
  await office.drop(page.locator(".search"), papers.pdf("surat.pdf", "Surat"));
  await expect(page.locator(".toast")).toContainText("Tidak ada yang dilampirkan");
  await office.drop(page.locator(`[data-row="${course.usulan}"]`), papers.pdf("surat.pdf", "Surat"));
  await expect(page.locator("h1")).toHaveText("Alat Tulis Kantor");
  await expect(page.getByRole("dialog", { name: "Lampirkan dokumen" }).getByText("surat.pdf")).toBeVisible();
});

test("in a form it fills the field under it, and in Pindai it waits for a decision", async ({ office, page }, info) => {
  const papers = new Papers(info.outputPath("kertas"));
  await office.open("#/usulan/baru");
  await office.drop(page.getByRole("group", { name: "Pindaian surat" }), papers.pdf("masuk.pdf", "Surat masuk"));
  await expect(page.getByText("masuk.pdf")).toBeVisible();
  await page.keyboard.press("Control+3");
  await office.drop(page.locator(".three"), papers.pdf("pindaian.pdf", "Pindaian"));
  await expect(page.getByRole("heading", { name: "Masukkan ke berkas" }).or(page.getByRole("button", { name: "pindaian.pdf" })).first()).toBeVisible();
});
