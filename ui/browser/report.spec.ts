// Laporan: figures lead to their usulan, every chart is also a table, deviations and the tables of the monitoring.

import { Course } from "./course";
import { expect, test } from "./desk";
import { Papers } from "./papers";

test("figures, charts and tables of one month", async ({ office, page }, info) => {
  const course = await new Course(office, new Papers(info.outputPath("kertas"))).sent();
  await office.open("#/laporan/2026-11");
  await expect(page.getByText(/^November 2026: 1 usulan selesai\./)).toBeVisible();
  const spent = page.getByRole("region", { name: "Ke mana waktu pergi (jam kerja, 1 usulan)" });
  await expect(spent.getByText("Tanda tangan Sekretaris Daerah (luar)")).toBeVisible();
  await page.getByRole("button", { name: "Lihat sebagai tabel" }).click();
  await expect(page.getByRole("table", { name: /Ke mana waktu pergi/ }).getByRole("row")).not.toHaveCount(0);
  await expect(page.locator("svg[role=img]")).toHaveCount(0);
  await page.getByRole("button", { name: "Lihat sebagai bagan" }).click();

  // The figure of what was late in step 2.
  await page.getByRole("button", { name: "1: Usulan yang lewat di langkah 2, Disposisi" }).click();
  const behind = page.getByRole("dialog", { name: "Usulan yang lewat di langkah 2, Disposisi" });
  await expect(behind.getByText("Alat Tulis Kantor · Dinas Pendidikan")).toBeVisible();
  await behind.getByRole("button", { name: course.usulan }).click();
  await expect(page).toHaveURL(new RegExp(`#/usulan/${course.usulan}/langkah/2$`));
});

test("a deviation names its step, asks for its explanation, and takes it", async ({ office, page }, info) => {
  const course = await new Course(office, new Papers(info.outputPath("kertas"))).sent();
  await office.open("#/laporan/2026-11/penyimpangan");
  await expect(page.getByText("2 penyimpangan belum dijelaskan.")).toBeVisible();
  await expect(page.getByRole("row", { name: /lewat 22 menit kerja/ })).toBeVisible();
  const { seen } = await course.view();
  const explained = { act: "explain", step: 2, round: 1, deviation: { missing: "", cause: "Pejabat rapat atau dinas luar", answerable: "kabag", remedy: "Jadwal paraf pagi" } };
  await office.ask({ ask: "record", usulan: course.usulan, seen, acts: [{ act: explained, actor: null, basis: "own", evidence: { copy: "not_needed" }, when: { certainty: "now" }, deviation: null }] });
  await page.goto("about:blank");
  await office.open("#/laporan/2026-11/penyimpangan");
  await expect(page.getByRole("row", { name: /Pejabat rapat atau dinas luar.*Jadwal paraf pagi/ })).toBeVisible();
  await page.getByRole("radio", { name: "Monitoring SOP" }).check({ force: true });
  await expect(page.getByRole("table", { name: "Tabel 7 Monitoring pelaksanaan SOP" }).getByRole("row", { name: /Disposisi/ }).first()).toContainText("0 dari 1 putaran dalam waktu baku; 1 lewat. Sebab terbanyak: Pejabat rapat atau dinas luar.");
  await expect(page.getByRole("table", { name: "Tabel 8 Evaluasi penerapan SOP" })).toContainText("1 dari 2 penyimpangan punya tindak lanjut.");
});
