// The first run: a PC without an office, from the first window to "Kantor siap.", by mouse and by keyboard; the sample office and
// back; and what is said when a place cannot be used (DESK 6.13).

import { mkdirSync, writeFileSync } from "node:fs";

import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect, test } from "./desk";
import { Papers } from "./papers";

const SCREENS = ["Selamat datang", "Kantor dan kop", "Orang", "Nomor", "Jam kerja dan tempat"];

test.beforeEach(async ({ office }) => {
  await office.begin();
});

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const title = (page: Page, name: string) => expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
/** The example beside the screen is drawn. */
const drawn = (page: Page) => expect(page.getByRole("img", { name: /^Contoh surat: / })).toBeVisible();
/** Goes to a screen by its name in the row of steps. */
const step = (page: Page, name: string) => page.getByRole("navigation", { name: "Layar persiapan kantor" }).getByRole("button", { name }).click();

test("a new office is set up in five screens", async ({ office, page }) => {
  await title(page, "Etalase mencatat usulan etalase dari surat masuk sampai surat terkirim.");
  await press(page, "Siapkan kantor baru");

  await expect(page.getByText("2 dari 5")).toBeVisible();
  await drawn(page);
  await page.getByLabel("Baris 2").fill("SEKRETARIAT DAERAH CONTOH");
  await expect(page.getByRole("img", { name: /SEKRETARIAT DAERAH CONTOH/ })).toBeVisible();
  await expect(page.getByText("Alamat ini contoh. Periksa sebelum mencetak.")).toBeVisible();
  await page.getByLabel("Alamat ini sudah benar").check();
  await expect(page.getByText("Alamat ini contoh. Periksa sebelum mencetak.")).toHaveCount(0);
  await page.getByRole("radio", { name: "F4 (215 × 330)" }).check();
  await press(page, "Lanjut");

  await page.getByLabel("Nama Anda").fill("Siti Rahmawati");
  const kabag = page.getByRole("group", { name: "Kepala UKPBJ" });
  await kabag.getByLabel("Nama dengan gelar").fill("BAMBANG CONTOH, S.T., M.T.");
  await kabag.getByLabel("Status").selectOption("Plt.");
  await kabag.getByLabel("NIP").fill("1975");
  await expect(kabag.getByText("NIP biasanya 18 angka; yang Anda isi 4. Tetap disimpan.")).toBeVisible();
  await kabag.getByLabel("NIP").fill("197504122001121003");
  await page.getByLabel("Kabag sendiri").check();
  await expect(page.getByRole("img", { name: /BAMBANG CONTOH, S\.T\., M\.T\./ })).toBeVisible();
  await expect(page.getByRole("group", { name: "Sekretaris Daerah", exact: true })).toHaveCount(0);
  await press(page, "Lanjut");

  await page.getByLabel("Aplikasi: nomor diberi di sini").check();
  await expect(page.getByRole("img", { name: /000\.3\/1\/416-023\/2026/ })).toBeVisible();
  await page.getByLabel("Pola").fill("027/416-023");
  await press(page, "Lanjut");
  await expect(page.getByText("Pola perlu {nomor}, tempat nomornya ditulis.")).toBeVisible();
  await expect(page.getByLabel("Pola")).toBeFocused();
  await page.getByLabel("Pola").fill("027/{nomor}/416-023/{tahun}");
  await press(page, "Lanjut");

  await expect(page.getByText("Senin–Kamis 07.30–16.00, istirahat 12.00–13.00; Jumat 07.30–16.30, istirahat 11.30–13.00.")).toBeVisible();
  await expect(page.getByText(/^Libur 2026–2027 sudah terisi\.$/)).toBeVisible();
  await press(page, "Ubah…");
  await page.getByLabel("Pulang Jumat").fill("15.00");
  await expect(page.getByText("Data kantor disimpan di komputer ini.")).toBeVisible();
  await expect(page.getByText(/^Isian Anda disimpan 08\.20; lanjut saat program dibuka lagi\.$/)).toBeVisible();
  await press(page, "Buat kantor");

  await title(page, "Kantor siap.");
  await press(page, "Daftarkan usulan pertama");
  await title(page, "Usulan baru");
  const session = await office.ask<{ account: { name: string }; sample: boolean }>({ ask: "session" });
  expect([session.account.name, session.sample]).toEqual(["Siti Rahmawati", false]);
  const settings = await office.ask<{ office: { paper: string; address_unconfirmed: boolean }; numbers: { kinds: { kind: string; pattern: string; source: string }[] }; calendar: { calendar: { week: { friday: string[][] } } } }>({ ask: "settings" });
  expect([settings.office.paper, settings.office.address_unconfirmed]).toEqual(["f4-215", false]);
  expect(settings.numbers.kinds.find((one) => one.kind === "pengumuman")).toMatchObject({ pattern: "027/{nomor}/416-023/{tahun}", source: "application" });
  expect(settings.calendar.calendar.week.friday.at(-1)).toEqual(["13:00", "15:00"]);
});

test("every screen may be skipped, by the keyboard alone", async ({ office, page }) => {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Tab"); // Past the row of steps, which comes first.
  for (let turns = 0; turns < 20; turns += 1) {
    if ((await page.locator(":focus").textContent())?.includes("Siapkan kantor baru")) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  for (const [index, name] of SCREENS.entries()) {
    if (index === 0) continue;
    await title(page, name);
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await expect(page.getByText(`${index + 1} dari 5`)).toBeVisible();
    await page.keyboard.press("Control+Enter");
  }
  await title(page, "Kantor siap.");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Meja Anda masih kosong." })).toBeVisible();
  expect((await office.ask<{ account: { name: string } }>({ ask: "session" })).account.name).toBe("Petugas");
});

test("“Lewati” puts back what is wrong, and “Kembali” keeps what is right", async ({ page }) => {
  await press(page, "Siapkan kantor baru");
  await page.getByLabel("Baris 3").fill("BAGIAN CONTOH");
  await page.getByLabel("Tempat surat").fill("");
  await press(page, "Lanjut");
  await expect(page.getByText("Isi tempat surat, misalnya Mojokerto.")).toBeVisible();
  await press(page, "Lewati");
  await title(page, "Orang");
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(page.getByLabel("Tempat surat")).toHaveValue("Mojokerto");
  await expect(page.getByLabel("Baris 3")).toHaveValue("BAGIAN CONTOH");
});

test("answers and place are there when the program is opened again", async ({ office, page }, info) => {
  const shared = info.outputPath("folder bersama");
  mkdirSync(shared, { recursive: true });
  await step(page, "Orang");
  await page.getByLabel("Nama Anda").fill("Siti Rahmawati");
  await step(page, "Jam kerja dan tempat");
  await office.picks(shared);
  await press(page, "Pilih tempat lain…");
  await expect(page.getByText("Folder “Kantor Etalase” di “folder bersama”.")).toBeVisible();
  await office.restart();
  await page.goto("about:blank");
  await page.goto(`${office.address}/`);
  await title(page, "Jam kerja dan tempat");
  await expect(page.getByText("Dilanjutkan dari isian 08.20.")).toBeVisible();
  await expect(page.getByText("Folder “Kantor Etalase” di “folder bersama”.")).toBeVisible();
  await press(page, "Pakai tempat biasa");
  await expect(page.getByText("Data kantor disimpan di komputer ini.")).toBeVisible();
  await step(page, "Orang");
  await expect(page.getByLabel("Nama Anda")).toHaveValue("Siti Rahmawati");
});

test("a place that cannot be written is said, and nothing typed is lost", async ({ office, page }, info) => {
  const inTheWay = info.outputPath("berkas.txt");
  writeFileSync(inTheWay, "bukan folder");
  await step(page, "Jam kerja dan tempat");
  await office.picks(inTheWay);
  await press(page, "Pilih tempat lain…");
  await expect(page.getByRole("alert")).toContainText("Folder ini tidak dapat ditulisi. Belum ada yang dibuat. Pilih folder lain, misalnya Dokumen.");
  await expect(page.getByText("Data kantor disimpan di komputer ini.")).toBeVisible();
  await press(page, "Buat kantor");
  await title(page, "Kantor siap.");
});

test("a lambang that letters cannot print is refused; one that they can is in the kop", async ({ office, page }, info) => {
  const papers = new Papers(info.outputPath("kertas"));
  await press(page, "Siapkan kantor baru");
  await drawn(page);
  await office.picks(papers.docx("bukan gambar.png"));
  await press(page, "Pilih gambar lambang…");
  await expect(page.getByRole("alert")).toContainText("Isian Anda tetap ada.");
  await office.picks(papers.png("lambang.png"));
  await press(page, "Pilih gambar lambang…");
  await expect(page.getByText("Lambang terpasang.")).toBeVisible();
});

test("the sample office is marked, and the way back to one's own is in Atur", async ({ office, page }) => {
  await press(page, "Coba kantor contoh");
  await page.getByRole("button", { name: /Siti Rahmawati/ }).click();
  await expect(page.getByRole("navigation").getByText("CONTOH", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Buka kantor contoh" })).toHaveCount(0);
  await page.getByRole("navigation").getByRole("button", { name: "Atur" }).click();
  await press(page, "Tempat kantor");
  await expect(page.getByText("Ini kantor contoh. Isinya rekaan dan terpisah dari data sungguhan.")).toBeVisible();
  await press(page, "Siapkan kantor baru…");
  await step(page, "Jam kerja dan tempat");
  await press(page, "Buat kantor");
  await press(page, "Buka Meja");
  await expect(page.getByText("Meja Anda masih kosong.")).toBeVisible();
  await expect(page.getByText("CONTOH", { exact: true })).toHaveCount(0);

  await press(page, "Buka kantor contoh");
  await page.getByRole("button", { name: /Siti Rahmawati/ }).click();
  await expect(page.getByRole("navigation").getByText("CONTOH", { exact: true })).toBeVisible();
  await page.getByRole("navigation").getByRole("button", { name: "Atur" }).click();
  await press(page, "Tempat kantor");
  await press(page, "Kembali ke kantor sendiri");
  // The name in the navigation says "Petugas" too; only the question is a new page's.
  await title(page, "Siapa yang memakai komputer ini?");
  expect((await office.ask<{ sample: boolean }>({ ask: "session" })).sample).toBe(false);
});

test("whoever sets up another office can leave it and be back", async ({ office, page }) => {
  await office.reset();
  await page.goto("about:blank");
  await office.open("#/atur/tempat");
  await press(page, "Siapkan kantor baru…");
  await title(page, "Etalase mencatat usulan etalase dari surat masuk sampai surat terkirim.");
  await page.keyboard.press("Escape");
  await title(page, "Atur");
});

test("an office that cannot be opened leaves every way on", async ({ office, page }, info) => {
  const folder = await office.reset();
  await office.picks(folder);
  await office.ask({ ask: "open_office" });
  const { renameSync } = await import("node:fs");
  renameSync(folder, `${folder}-dicabut`);
  await office.restart();
  await page.goto("about:blank");
  await page.goto(`${office.address}/`);
  await title(page, "Kantor tidak dapat dibuka.");
  await expect(page.getByRole("alert")).toContainText("Kantor yang terakhir dibuka tidak ada lagi di tempatnya.");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([]);
  await office.picks(info.outputPath());
  mkdirSync(info.outputPath(), { recursive: true });
  await press(page, "Buka kantor yang sudah ada…");
  await expect(page.getByRole("alert")).toContainText("Folder ini bukan kantor Etalase.");
  renameSync(`${folder}-dicabut`, folder);
  await press(page, "Coba lagi");
  await expect(page.getByRole("heading", { name: "Siapa yang memakai komputer ini?" })).toBeVisible();
});

for (const look of ["light", "dark", "forced colours"] as const) {
  test(`the five screens in ${look} have no fault of access`, async ({ page }) => {
    await page.emulateMedia(look === "forced colours" ? { forcedColors: "active" } : { colorScheme: look });
    for (const name of SCREENS) {
      await step(page, name);
      if (!["Selamat datang", "Jam kerja dan tempat"].includes(name)) await drawn(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((violation) => `${name}: ${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([]);
    }
  });
}

test("at 200 % zoom the screens scroll in one direction only, and their button is in sight", async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 360 });
  for (const name of SCREENS) {
    await step(page, name);
    await title(page, name === "Selamat datang" ? "Etalase mencatat" : name);
    const wide = await page.evaluate(() => {
      const spill = (element: Element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== "hidden";
      return [document.documentElement, ...document.querySelectorAll("main, main .body, main .form, main aside")].filter(spill).map((element) => element.className || element.tagName);
    });
    expect(wide, name).toEqual([]);
    if (name !== "Selamat datang") await expect(page.getByRole("button", { name: /^(Lanjut|Buat kantor)$/ })).toBeInViewport();
  }
});
