// Every view of the first cut over the real office: no fault of access, nothing cut off at 200 % zoom, nothing lost
// in forced colours.

import AxeBuilder from "@axe-core/playwright";

import { expect, test } from "./desk";

const PLACES = [
  "#/meja", "#/usulan", "#/usulan/baru", "#/pindai", "#/agenda/masuk", "#/agenda/keluar", "#/agenda/ekspedisi",
  "#/laporan/2026-11", "#/laporan/2026-11/penyimpangan", "#/laporan/2026-11/monitoring", "#/atur", "#/atur/tentang", "#/atur/daftar-penerima", "#/bantuan", "#/bantuan/naskah", "#/bantuan/pintasan", "#/bantuan/sop", "#/bantuan/tentang", "#/susulan",
];

for (const place of PLACES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${place} in ${colorScheme} has no fault of access`, async ({ office, page }) => {
      await page.emulateMedia({ colorScheme });
      await office.open(place);
      await page.waitForLoadState("networkidle");
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([]);
    });
  }

  test(`${place} at 200 % zoom scrolls in one direction only`, async ({ office, page }) => {
    await page.setViewportSize({ width: 640, height: 360 });
    await office.open(place);
    const wide = await page.evaluate(() => {
      const spill = (element: Element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== "hidden";
      return [document.documentElement, ...document.querySelectorAll("main, main .view-body, main form")].filter(spill).map((element) => element.className || element.tagName);
    });
    expect(wide, "nothing but the page viewer and the susulan grid scrolls sideways").toEqual([]);
  });
}

test("forced colours leave a border on every surface", async ({ office, page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await office.open("#/meja");
  const bare = await page.evaluate(() =>
    [...document.querySelectorAll(".card, .chip, .button")].filter((element) => getComputedStyle(element).borderTopWidth === "0px").map((element) => element.className),
  );
  expect(bare).toEqual([]);
});
