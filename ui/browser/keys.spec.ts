// The keys of DESK 9 that work everywhere.

import { expect, test } from "./desk";

const title = "h1";

test("views by number, help by F1, and back", async ({ office, page }) => {
  await office.open("#/meja");
  for (const [key, name] of [["2", "Usulan"], ["3", "Pindai"], ["4", "Agenda"], ["5", "Laporan"], ["6", "Atur"], ["1", "Meja"]]) {
    await page.keyboard.press(`Control+${key}`);
    await expect(page.locator(title).first()).toContainText(name as string);
  }
  await page.keyboard.press("F1");
  await expect(page.getByRole("dialog", { name: "Bantuan" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+2");
  await page.keyboard.press("Control+n");
  await expect(page.locator(title)).toHaveText("Usulan baru");
  await page.keyboard.press("Escape");
  await expect(page.locator(title)).toHaveText("Usulan");
});

test("a view that was opened has the focus at its title", async ({ office, page }) => {
  await office.open("#/meja");
  await page.keyboard.press("Control+5");
  await expect(page.locator(title)).toBeFocused();
});

test("the palette finds a view, an act and an usulan", async ({ office, page }) => {
  await office.open("#/meja");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("laporan");
  await page.keyboard.press("Enter");
  await expect(page.locator(title)).toHaveText("Laporan");
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(page.locator(title), "Esc closes the palette, not the view").toHaveText("Laporan");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("printer");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Printer, pemindai, folder" }), "a page of Atur, from anywhere").toBeVisible();
});

test("the palette opens again at a key that comes before the browser has told of its closing", async ({ office, page }) => {
  await office.open("#/meja");
  const palette = page.getByRole("dialog", { name: "Cari atau perintah" });
  await page.keyboard.press("Control+k");
  await expect(palette).toBeVisible();
  await page.evaluate(() => {
    document.querySelector<HTMLDialogElement>("dialog[open]")?.requestClose();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "k", code: "KeyK", ctrlKey: true, bubbles: true, cancelable: true }));
  });
  await page.keyboard.type("printer");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Printer, pemindai, folder" })).toBeVisible();
});

test("? lists the keys, and letters belong to the text while one types", async ({ office, page }) => {
  await office.open("#/usulan/baru");
  await page.getByLabel("Nama etalase").fill("");
  await page.getByLabel("Nama etalase").press("Shift+?");
  await expect(page.getByRole("dialog", { name: "Pintasan papan ketik" })).toBeHidden();
  await page.locator(title).focus();
  await page.keyboard.press("Shift+?");
  await expect(page.getByRole("dialog", { name: "Pintasan papan ketik" })).toBeVisible();
});

test("F6 walks from pane to pane", async ({ office, page }) => {
  await office.open("#/meja");
  const pane = () => page.evaluate(() => document.activeElement?.closest("[data-pane]")?.tagName);
  const seen = new Set<string | undefined>();
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press("F6");
    seen.add(await pane());
  }
  expect([...seen]).toContain("NAV");
  expect(seen.size, "navigation and content are two panes").toBeGreaterThan(1);
});

test("a new usulan is registered from the keyboard, and its draft survives a look elsewhere", async ({ office, page }) => {
  await office.open("#/meja");
  await page.keyboard.press("Control+n");
  await page.getByRole("combobox", { name: "Perangkat daerah" }).fill("pendidikan");
  await page.keyboard.press("Enter");
  await page.getByLabel("Nama etalase").fill("Alat Tulis Kantor");
  await page.keyboard.press("Control+1");
  await expect(page.locator(title)).toHaveText("Meja");
  await page.keyboard.press("Control+n");
  await expect(page.getByLabel("Nama etalase"), "nothing typed is lost").toHaveValue("Alat Tulis Kantor");
  await page.getByLabel("Jam", { exact: true }).fill("810");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(title)).toHaveText("Alat Tulis Kantor");
  const register = await office.ask<{ rows: { etalase: string; received: { from: string } }[] }>({ ask: "register", query: { state: "semua", search: "", year: 0, agency: "", step: 0, place: "", late: false, incomplete: false, offset: 0, limit: 10 } });
  expect(register.rows.filter((row) => row.etalase === "Alat Tulis Kantor").map((row) => row.received.from)).toEqual(["2026-11-10T08:10:00+07:00"]);
});
