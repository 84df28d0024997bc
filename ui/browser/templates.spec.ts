// Isi naskah: a text changed beside its page, its fault at the line, its difference, and the konsep that hears of it.

import AxeBuilder from "@axe-core/playwright";

import { expect, test } from "./desk";

const TEXT = "Teks naskah";

test("a text is changed from the keyboard, refused where it is wrong, put in force and taken back", async ({ office, page }) => {
  await office.open("#/atur/naskah");
  await expect(page.getByRole("heading", { name: "Pengumuman", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Ubah isi: Pengumuman" }).press("Enter");
  await expect(page.locator("h1")).toHaveText("Isi naskah: Pengumuman");
  const editor = page.getByLabel(TEXT);
  await expect(page.getByAltText(/Halaman 1: [^]*PENGUMUMAN/)).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations, "while nothing is wrong").toEqual([]);

  const delivered = await editor.inputValue();
  await editor.fill(delivered.replace("{{jadwal}}", "{{jadwl}}"));
  const line = delivered.split("\n").findIndex((one) => one.includes("{{jadwal}}")) + 1;
  await expect(page.getByText(`Baris ${line}: Isian {{jadwl}} tidak dikenal. Mungkin {{jadwal}}.`)).toBeVisible();
  await expect(page.getByText("Pratinjau memakai tulisan terakhir yang benar.")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations, "with a fault").toEqual([]);
  await page.keyboard.press("Control+Enter");
  const selected = await editor.evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart, field.selectionEnd));
  expect(selected, "what cannot come into force leads to its line").toContain("{{jadwl}}");

  await editor.fill(delivered.replace("8. Pendaftaran tidak dipungut biaya.", "8. Pendaftaran tanpa biaya. "));
  await editor.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(field.value.length - 1, field.value.length - 1));
  await page.getByRole("radio", { name: "Isian", exact: true }).check();
  await page.getByLabel("Cari isian").fill("narahub");
  await page.getByRole("button", { name: "Sisipkan Narahubung: {{narahubung}}" }).press("Enter");
  await expect(editor).toHaveValue(/tanpa biaya\. \{\{narahubung\}\}/);
  await expect(editor).toBeFocused();
  await page.getByRole("radio", { name: "Beda dengan bawaan" }).check();
  await expect(page.getByText("1 baris ditambah, 1 baris dihapus.")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations, "the difference").toEqual([]);

  // Left and come back to: what was typed is there.
  await page.keyboard.press("Control+1");
  await expect(page.locator("h1")).toHaveText("Meja");
  await page.goto(`${page.url().split("#")[0]}#/atur/naskah/pengumuman`);
  await expect(page.getByText(/Dilanjutkan dari tulisan/)).toBeVisible();
  await expect(editor).toHaveValue(/tanpa biaya/);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("sedang berlaku")).toBeVisible();
  const templates = await office.ask<{ kind: string; changed: boolean }[]>({ ask: "templates" });
  expect(templates.filter((one) => one.changed).map((one) => one.kind)).toEqual(["pengumuman"]);

  await page.getByRole("button", { name: "Kembali ke naskah bawaan" }).press("Enter");
  await expect(editor).toHaveValue(delivered);
  await expect(page.getByRole("button", { name: "Kembali ke naskah bawaan" })).toBeHidden();
});

test("the surat pengembalian of a proposal that goes back is one step away", async ({ office, page }) => {
  await office.open("#/meja");
  const agency = { id: "dispendik", name: "Dinas Pendidikan" };
  const etalase = { name: "Alat Tulis Kantor", kind: "", description: "", kbli: [], need: "", suppliers: "", contact: "", phone: "" };
  const letter = { arrival: "hand", number: "400.3/311/416-101/2026", date: "2026-11-06", form: "surat_dinas", subject: "Usulan", sifat: "Biasa", attachments: "", agenda: "512", agenda_double_reason: null, agenda_setda: "", leader_disposition: null };
  const frame = { actor: null, basis: "paper", evidence: { copy: "later" }, when: { certainty: "written", at: "2026-11-10T08:10:00+07:00" }, deviation: null };
  const begun = await office.ask<{ usulan: string; seen: number }>({ ask: "begin", submission: { act: { act: "receive", agency, etalase, letter }, ...frame } });
  const back = { act: { act: "return_to_proposer", reason: "KBLI belum ada" }, ...frame, basis: "own", evidence: { copy: "not_needed" }, when: { certainty: "now" } };
  await office.ask({ ask: "record", usulan: begun.usulan, seen: begun.seen, acts: [back] });
  await page.goto(`${page.url().split("#")[0]}#/usulan/${begun.usulan}`);
  await page.getByRole("button", { name: "Surat pengembalian", exact: true }).press("Enter");
  await expect(page.locator("h1")).toHaveText("Surat pengembalian");
  await expect(page.getByAltText(/Halaman 1: [^]*KBLI belum ada/)).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
