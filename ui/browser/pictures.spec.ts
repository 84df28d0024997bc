// The pictures of the manual: one of each view, as it is on an old monitor. `UPDATE_PICTURES=1` takes them anew; without it they
// are held to the manual, which may name no picture that is not there and leave no view without one.

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Place } from "../src/shared/place";
import { Course } from "./course";
import { type Office, expect, test } from "./desk";
import { Papers } from "./papers";

const MANUAL = join(import.meta.dirname, "../../docs/panduan");
const PICTURES = join(import.meta.dirname, "../../docs/gambar/tampilan");
/** All pictures together, in bytes: a manual is cloned with the code. */
const AT_MOST = 1_500_000;
const SIZE = { width: 1280, height: 800 };
const TAKE = process.env.UPDATE_PICTURES === "1";

interface Shot {
  name: string;
  place: (usulan: string) => string;
  role?: string;
  /** A key that leads on from there. */
  keys?: string;
  /** On a PC without an office, at this screen of the first run. */
  firstRun?: string;
}

/** A view that is added needs a picture, or this does not compile. */
const VIEWS: Record<Place["view"], Shot> = {
  meja: { name: "meja", place: () => "#/meja" },
  usulan: { name: "daftar-usulan", place: () => "#/usulan" },
  "usulan-baru": { name: "usulan-baru", place: () => "#/usulan/baru" },
  satu: { name: "satu-usulan", place: (usulan) => `#/usulan/${usulan}/langkah/5` },
  naskah: { name: "naskah", place: (usulan) => `#/usulan/${usulan}/naskah/surat-pemberitahuan` },
  susulan: { name: "catat-susulan", place: () => "#/susulan/2026-0001" },
  pindai: { name: "pindai", place: () => "#/pindai" },
  agenda: { name: "agenda", place: () => "#/agenda/masuk" },
  laporan: { name: "laporan", place: () => "#/laporan/2026-11" },
  atur: { name: "atur", place: () => "#/atur/pejabat", role: "admin" },
  templat: { name: "isi-naskah", place: () => "#/atur/naskah/pengumuman", role: "admin" },
  bantuan: { name: "bantuan", place: () => "#/bantuan" },
};
const SHOTS: Shot[] = [...Object.values(VIEWS), { name: "pilih-pengguna", place: () => "#/meja", keys: "Control+Shift+U" }, { name: "mulai-pertama", place: () => "#/", firstRun: "Kantor dan kop" }];

/** An ordinary Wednesday afternoon: one usulan whose etalase is on LKPP's site, two that wait for their disposisi. */
async function afternoon(office: Office, papers: Papers): Promise<string> {
  await new Course(office, papers, { etalase: "Beton Siap Pakai", agency: { id: "dpupr", name: "Dinas Pekerjaan Umum dan Penataan Ruang" }, agenda: "508" }).received();
  await new Course(office, papers, { etalase: "Makanan dan Minuman", agency: { id: "dinkes", name: "Dinas Kesehatan" }, agenda: "510" }).received();
  const { usulan } = await new Course(office, papers).published();
  await office.clock("2026-11-11T13:35:00+07:00");
  return usulan;
}

// Not a test that is left out: without the wish to take pictures there is nothing here to hold anything to.
if (TAKE) test("the pictures are taken", async ({ office, page }, info) => {
  test.slow();
  const { default: sharp } = await import("sharp");
  mkdirSync(PICTURES, { recursive: true });
  const usulan = await afternoon(office, new Papers(info.outputPath("kertas")));
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.setViewportSize(SIZE);
  for (const shot of SHOTS) {
    await page.goto("about:blank"); // Another account begins with another page.
    if (shot.firstRun) {
      await office.begin();
      await page.getByRole("button", { name: shot.firstRun }).click();
      await expect(page.getByRole("img", { name: /^Contoh surat/ })).toBeVisible();
    } else await office.open(shot.place(usulan), shot.role);
    await page.waitForLoadState("networkidle");
    if (shot.keys) await page.keyboard.press(shot.keys);
    await expect(page.getByRole("progressbar").or(page.getByText("Menyiapkan halaman…"))).toHaveCount(0);
    await page.waitForTimeout(400); // The last fade of what was opened.
    const picture = await sharp(await page.screenshot({ animations: "disabled", caret: "hide" })).png({ palette: true, colours: 64, dither: 0, effort: 10, compressionLevel: 9 }).toBuffer();
    writeFileSync(join(PICTURES, `${shot.name}.png`), picture);
  }
});

test("every view has its picture, and the manual shows it", () => {
  const chapters = readdirSync(MANUAL).filter((file) => file.endsWith(".md")).map((file) => readFileSync(join(MANUAL, file), "utf8"));
  const named = chapters.flatMap((text) => [...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map((match) => match[1] as string));
  expect(named.filter((path) => !existsSync(join(MANUAL, path))), "every picture that the manual names is there").toEqual([]);
  expect(SHOTS.filter((shot) => !named.includes(`../gambar/tampilan/${shot.name}.png`)).map((shot) => shot.name), "the manual shows every view").toEqual([]);
  expect(readdirSync(PICTURES).sort(), "and no other is kept").toEqual(SHOTS.map((shot) => `${shot.name}.png`).sort());
  const files = SHOTS.map((shot) => readFileSync(join(PICTURES, `${shot.name}.png`)));
  // The head of a PNG: width, height, depth, and colour type 3 for a palette.
  for (const [at, file] of files.entries()) expect([file.readUInt32BE(16), file.readUInt32BE(20), file[25]], SHOTS[at]?.name).toEqual([SIZE.width, SIZE.height, 3]);
  expect(files.reduce((sum, file) => sum + file.length, 0)).toBeLessThan(AT_MOST);
});
