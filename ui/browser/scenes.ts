// The table of what is looked at: every view, drawer and dialog, in an office that is brought so far. `views.spec.ts` opens each
// and holds it to its picture, to axe and to the size of the window. A new view gets a line here.

import type { Locator, Page } from "@playwright/test";

import type { Settings } from "../src/generated/Settings";
import { Course } from "./course";
import { type Office, expect } from "./desk";
import type { Papers } from "./papers";

export interface Stand {
  office: Office;
  page: Page;
  papers: Papers;
}

export interface Scene {
  /** Also the name of its picture. */
  name: string;
  place: (usulan: string) => string;
  role?: string;
  /** The clock, where it is not the stage's: `11 09.02`. */
  at?: string;
  /** What stands in for opening the place: a PC on which there is no office yet. */
  begin?: (stand: Stand) => Promise<void>;
  /** What leads on from the place. */
  then?: (stand: Stand) => Promise<void>;
  /** Sizes of which pictures are kept beside 1280×800; `none` keeps no picture. */
  pictures?: "none" | "sizes";
}

/** An office, and what is looked at in it; its scenes only read, unless they come last. */
export interface Stage {
  name: string;
  /** The clock, as `10 08.40`. */
  at: string;
  /** Brings a fresh office so far; gives the usulan in hand. */
  build: (office: Office, papers: Papers) => Promise<string>;
  scenes: Scene[];
}

/** `10 08.40` is Tuesday 10 November 2026. */
export const instant = (time: string) => `2026-11-${time.slice(0, 2)}T${time.slice(3).replace(".", ":")}:00+07:00`;

const main = (page: Page) => page.locator("main");
const drawer = (page: Page) => page.locator("dialog[open]");
const button = (where: Locator, name: string | RegExp) => where.getByRole("button", { name, exact: true });
/** Presses a button of the view. */
const press = (name: string | RegExp) => async ({ page }: Stand) => button(main(page), name).first().click();
/** An act of the menu "Lain". */
const other = (name: string) => async ({ page }: Stand) => {
  await button(main(page), "Lain").first().click();
  await page.getByRole("menuitem", { name }).click();
  await expect(drawer(page)).toBeVisible();
};
/** A tick or a choice, by its words. */
const choose = (words: string, within = "main") => async ({ page }: Stand) => page.locator(`${within} label`).filter({ hasText: new RegExp(`^\\s*${words}(\\s|$)`) }).first().click();
const keys = (...pressed: string[]) => async ({ page }: Stand) => {
  for (const key of pressed) await page.keyboard.press(key);
};
const step = (n: number) => (usulan: string) => `#/usulan/${usulan}/langkah/${n}`;
const one = (usulan: string) => `#/usulan/${usulan}`;
const naskah = (kind: string) => (usulan: string) => `#/usulan/${usulan}/naskah/${kind}`;
const at = (hash: string) => () => hash;

const DPUPR = { id: "dpupr", name: "Dinas Pekerjaan Umum dan Penataan Ruang" };
const DINKES = { id: "dinkes", name: "Dinas Kesehatan" };
const DPRKP2 = { id: "dprkp2", name: "Dinas Perumahan Rakyat, Kawasan Permukiman dan Perhubungan" };

/** Names as long as DESK 10 asks for. */
const LONG = {
  etalase: "Sewa Tenda, Panggung, Tata Suara, dan Perlengkapan Upacara untuk Kegiatan Perangkat Daerah di Seluruh Wilayah Kecamatan",
  agency: DPRKP2,
  agenda: "514.a/SET",
};
const TITLES = "Prof. Dr. dr. H. ABDURRAHMAN CONTOH WICAKSONO, Sp.PD-KGEH., M.Kes., FINASIM";

/** The Kabag has many titles, and the petugas a long name. */
async function longNames(office: Office): Promise<void> {
  await office.signIn("admin");
  const { posts, accounts } = await office.ask<Settings>({ ask: "settings" });
  await office.ask({ ask: "save_posts", posts: { ...posts, persons: posts.persons.map((person) => (person.id === "p-kabag" ? { ...person, name: TITLES } : person)) } });
  await office.ask({ ask: "save_accounts", accounts: accounts.map((account) => (account.id === "siti" ? { ...account, name: "Siti Rahmawati Kusumaningtyas Wardhani" } : account)) });
}

/** A full Wednesday: usulan of every kind at every step. */
async function afternoon(office: Office, papers: Papers): Promise<string> {
  const course = (etalase: string, agency: { id: string; name: string }, agenda: string) =>
    new Course(office, papers, { etalase, agency, agenda, numbers: [`000.3/${agenda}.1/416-023/2026`, `000.3/${agenda}.2/416-012/2026`] });
  await course("Beton Siap Pakai", DPUPR, "501").sent();
  await course("Jasa Kebersihan", { id: "dlh", name: "Dinas Lingkungan Hidup" }, "502").atTheSigner();
  const { usulan } = await course("Alat Tulis Kantor", { id: "dispendik", name: "Dinas Pendidikan" }, "512").published();
  const held = await course("Penerangan Jalan Umum", DPRKP2, "506").approved();
  await held.beside("11 10.50", { act: "hold", reason: "aplikasi LKPP gangguan" });
  await course("Makanan dan Minuman", DINKES, "507").onTheDesk();
  await course("Seragam Dinas", { id: "dispendik", name: "Dinas Pendidikan" }, "508").disposed();
  await course("Bahan Medis Habis Pakai", DINKES, "509").received();
  const back = await course("Sewa Tenda dan Panggung", DPRKP2, "510").received();
  await back.beside("10 08.30", { act: "return_to_proposer", reason: "KBLI dan perkiraan kebutuhan belum ada" });
  await course(LONG.etalase, LONG.agency, "511").received();
  return usulan;
}

const ATUR = ["kantor", "pejabat", "pengguna", "perangkat-daerah", "daftar-penerima", "naskah", "jalur", "tata-letak", "nomor", "jam-kerja", "daftar", "printer", "tampilan"];
const FIRST_RUN = ["Selamat datang", "Kantor dan kop", "Orang", "Nomor", "Jam kerja dan tempat"];

export const STAGES: Stage[] = [
  {
    name: "a new office",
    at: "10 08.20",
    build: async () => "",
    scenes: [
      { name: "meja-kosong", place: at("#/meja") },
      { name: "usulan-kosong", place: at("#/usulan") },
      { name: "pindai-kosong", place: at("#/pindai") },
      { name: "agenda-kosong", place: at("#/agenda/masuk") },
      { name: "laporan-kosong", place: at("#/laporan/2026-11") },
      { name: "susulan-kosong", place: at("#/susulan") },
      { name: "pilih-pengguna", place: at("#/meja"), then: keys("Control+Shift+U") },
      { name: "cari-perintah", place: at("#/meja"), then: keys("Control+k") },
      { name: "pintasan", place: at("#/meja"), then: keys("Shift+?") },
      { name: "bantuan-di-samping", place: at("#/meja"), then: keys("F1") },
      { name: "meja-tidak-termuat", place: at("#/laporan"), then: deskFails },
      { name: "usulan-baru", place: at("#/usulan/baru") },
      { name: "usulan-baru-kurang", place: at("#/usulan/baru"), then: press("Daftarkan dan cetak") },
    ],
  },
  {
    name: "a PC without an office",
    at: "10 08.20",
    build: async () => "",
    scenes: FIRST_RUN.map((screen, at): Scene => ({
      name: `mulai-${at + 1}`,
      // The last screen names the folder, which is another one each time.
      ...(at === 4 ? { pictures: "none" as const } : {}),
      place: () => "#/",
      begin: async ({ office, page }) => {
        await office.begin(instant("10 08.20"));
        if (at > 0) await page.getByRole("navigation", { name: "Layar persiapan kantor" }).getByRole("button", { name: screen }).click();
      },
    })),
  },
  {
    name: "help",
    at: "10 08.20",
    build: async () => "",
    scenes: [
      { name: "bantuan", place: at("#/bantuan") },
      { name: "bantuan-bab", place: at("#/bantuan/naskah"), pictures: "none" },
      { name: "bantuan-pintasan", place: at("#/bantuan/pintasan") },
      { name: "bantuan-sop", place: at("#/bantuan/sop") },
      { name: "bantuan-tentang", place: at("#/bantuan/tentang"), pictures: "none" },
    ],
  },
  {
    name: "settings",
    at: "10 08.20",
    build: async () => "",
    scenes: [
      ...ATUR.map((page): Scene => ({ name: `atur-${page}`, place: at(`#/atur/${page}`), role: "admin" })),
      { name: "atur-tempat", place: at("#/atur/tempat"), role: "admin", pictures: "none" },
      { name: "atur-tentang", place: at("#/atur/tentang"), pictures: "none" },
      { name: "atur-dicari", place: at("#/atur"), role: "admin", then: async ({ page }) => page.getByLabel("Cari pengaturan").fill("margin") },
      { name: "atur-dibaca", place: at("#/atur/pejabat"), pictures: "none" },
      { name: "atur-pemegang", place: at("#/atur/pejabat"), role: "admin", then: press("+ Pemegang jabatan") },
      { name: "atur-jabatan-baru", place: at("#/atur/pejabat"), role: "admin", then: press("+ Jabatan"), pictures: "none" },
      { name: "atur-perangkat-daerah-baru", place: at("#/atur/perangkat-daerah"), role: "admin", then: press("+ Perangkat daerah"), pictures: "none" },
      { name: "atur-libur-baru", place: at("#/atur/jam-kerja"), role: "admin", then: press("+ Libur daerah"), pictures: "none" },
      { name: "atur-daftar-baru", place: at("#/atur/daftar-penerima"), role: "admin", then: press("+ Daftar penerima"), pictures: "none" },
      { name: "templat", place: at("#/atur/naskah/pengumuman"), role: "admin" },
    ],
  },
  {
    name: "step 2, the disposisi is awaited",
    at: "10 08.40",
    build: async (office, papers) => (await new Course(office, papers).received()).usulan,
    scenes: [
      { name: "meja-satu", place: at("#/meja") },
      { name: "langkah-2", place: one },
      { name: "langkah-7-menunggu", place: step(7), pictures: "none" },
      { name: "menu-lain", place: one, then: press("Lain") },
      { name: "tahan", place: one, then: other("Tahan…") },
      { name: "kembalikan", place: one, then: other("Kembalikan ke pengusul…") },
      { name: "batalkan", place: one, then: other("Batalkan usulan…"), pictures: "none" },
      { name: "map-dibawa", place: one, then: other("Map dibawa ke…"), pictures: "none" },
      { name: "lampirkan-ditolak", place: one, then: async (stand) => {
        await stand.office.picks(stand.papers.empty("scan0007.pdf"));
        await other("Lampirkan dokumen…")(stand);
        await expect(drawer(stand.page).getByText(/0 byte/)).toBeVisible();
      } },
      { name: "susulan-ditolak", place: (usulan) => `#/susulan/${usulan}`, at: "10 15.45", then: async ({ page }) => {
        await main(page).getByLabel("Jam, 2 Disposisi").fill("932");
        await main(page).getByLabel("Jam, 3 Terima disposisi").fill("920");
        await button(main(page), /^Catat \d langkah$/).click();
        await expect(main(page).getByRole("alert").first()).toBeVisible();
      } },
    ],
  },
  {
    name: "step 4, telaah and pengumuman are written",
    at: "10 14.00",
    build: async (office, papers) => (await new Course(office, papers).disposed()).usulan,
    scenes: [
      { name: "langkah-4", place: one },
      { name: "langkah-2-selesai", place: step(2), pictures: "none" },
      { name: "seret", place: one, then: async ({ office, page }) => office.dragOver(page.locator(".side li").filter({ hasText: "Lembar disposisi" })) },
      { name: "hitungan-waktu", place: one, then: press(/^Lihat hitungan waktu Disposisi/) },
      { name: "jalan-usulan", place: one, then: other("Lembar SOP sebagaimana dijalani") },
      { name: "pakai-dokumen-lain", place: one, then: press("Pakai dokumen lain untuk telaah"), pictures: "none" },
      { name: "naskah-telaah", place: naskah("telaah") },
      { name: "naskah-konsep", place: naskah("pengumuman"), pictures: "sizes" },
    ],
  },
  {
    name: "step 5, both lie on the Kabag's desk",
    at: "11 09.02",
    build: async (office, papers) => (await new Course(office, papers).onTheDesk()).usulan,
    scenes: [
      { name: "langkah-5-kabag", place: one, role: "pejabat" },
      { name: "meja-kabag", place: at("#/meja"), role: "pejabat", pictures: "none" },
      { name: "naskah-siap", place: naskah("pengumuman") },
      { name: "langkah-5", place: one, pictures: "sizes", then: async (stand) => {
        await choose("Setuju", "[data-lane=telaah]")(stand);
        await choose("Koreksi", "[data-lane=pengumuman]")(stand);
        await button(main(stand.page), "Catat keputusan").click();
      } },
    ],
  },
  {
    name: "step 6, the etalase is put on LKPP's site",
    at: "11 10.30",
    build: async (office, papers) => (await new Course(office, papers).approved()).usulan,
    scenes: [
      { name: "langkah-6", place: one },
      { name: "cabut-persetujuan", place: one, then: other("Cabut persetujuan pengumuman…"), pictures: "none" },
    ],
  },
  {
    name: "steps 7 to 9, the letter",
    at: "11 14.00",
    build: async (office, papers) => (await new Course(office, papers).atTheSigner()).usulan,
    scenes: [
      { name: "langkah-8-9", place: one },
      { name: "langkah-8-selesai", place: step(8), pictures: "none" },
      { name: "dikembalikan-dari-luar", place: one, then: press("Dikembalikan, perbaiki…"), pictures: "none" },
      { name: "naskah-surat-siap", place: naskah("surat-pemberitahuan"), pictures: "none" },
    ],
  },
  {
    name: "step 9, the letter is sent",
    at: "12 15.25",
    build: async (office, papers) => (await new Course(office, papers).numbered()).usulan,
    scenes: [
      { name: "langkah-9", place: one },
      { name: "langkah-9-surat-sendiri", place: one, then: choose("Tiap penerima mendapat surat sendiri"), pictures: "none" },
    ],
  },
  {
    name: "finished, copies are owed",
    at: "12 15.40",
    build: async (office, papers) => (await new Course(office, papers).sent()).usulan,
    scenes: [
      { name: "selesai", place: one },
      { name: "langkah-9-selesai", place: step(9), pictures: "none" },
      { name: "riwayat", place: one, then: choose("Riwayat") },
      { name: "betulkan", place: one, then: async (stand) => {
        await choose("Riwayat")(stand);
        await main(stand.page).getByRole("button", { name: /^Betulkan catatan: .*mendisposisikan/ }).click();
      } },
      { name: "buka-kembali", place: one, then: other("Buka kembali…"), pictures: "none" },
      { name: "lihat-dokumen", place: one, then: press(/^Lihat pengumuman/), pictures: "none" },
      { name: "tutup-berkas", place: one, then: press("Tutup berkas"), pictures: "none" },
    ],
  },
  {
    name: "a full office",
    at: "11 13.35",
    build: afternoon,
    scenes: [
      { name: "meja-penuh", place: at("#/meja"), pictures: "sizes" },
      { name: "meja-di-luar-jam", place: at("#/meja"), at: "11 17.10" },
      { name: "usulan-penuh", place: at("#/usulan"), pictures: "sizes" },
      { name: "usulan-dicari", place: at("#/usulan"), then: search("dinas") },
      { name: "usulan-tanpa-hasil", place: at("#/usulan"), then: search("genteng metal") },
      { name: "usulan-ringkasan", place: at("#/usulan"), then: async ({ page }) => {
        await page.getByRole("row", { name: /Alat Tulis Kantor/ }).press("Space");
        await expect(drawer(page)).toBeVisible();
      } },
      { name: "usulan-saringan", place: at("#/usulan"), then: press("Saringan") },
      { name: "agenda-masuk", place: at("#/agenda/masuk") },
      { name: "agenda-keluar", place: at("#/agenda/keluar") },
      { name: "agenda-ekspedisi", place: at("#/agenda/ekspedisi") },
      { name: "laporan", place: at("#/laporan/2026-11") },
      { name: "laporan-tabel", place: at("#/laporan/2026-11"), then: press("Lihat sebagai tabel"), pictures: "none" },
      { name: "laporan-penyimpangan", place: at("#/laporan/2026-11/penyimpangan") },
      { name: "laporan-monitoring", place: at("#/laporan/2026-11/monitoring") },
      { name: "pindai", place: at("#/pindai") },
      { name: "pindai-dokumen", place: at("#/pindai"), then: async ({ page, office, papers }) => {
        await main(page).getByRole("button", { name: /Lembar disposisi/ }).first().click();
        await office.picks(papers.pdf("scan0012.pdf", "Lembar disposisi"));
        await button(main(page), "Tambah dokumen…").first().click();
        await expect(main(page).getByLabel("Surat atau lembar")).toBeVisible();
      } },
      { name: "susulan", place: at("#/susulan"), at: "11 15.45" },
      { name: "dikembalikan", place: at("#/usulan"), then: row("Sewa Tenda dan Panggung", "Ditahan"), pictures: "none" },
      { name: "ditahan", place: at("#/usulan"), then: row("Penerangan Jalan Umum", "Ditahan") },
    ],
  },
  {
    name: "long names",
    at: "11 09.02",
    build: async (office, papers) => {
      await longNames(office);
      return (await new Course(office, papers, LONG).onTheDesk()).usulan;
    },
    scenes: [
      { name: "panjang-meja", place: at("#/meja") },
      { name: "panjang-usulan", place: at("#/usulan"), pictures: "none" },
      { name: "panjang-susulan", place: (usulan) => `#/susulan/${usulan}`, pictures: "none" },
      { name: "panjang-pindai", place: at("#/pindai"), pictures: "none" },
      { name: "panjang-agenda", place: at("#/agenda/masuk") },
      { name: "panjang-pejabat", place: at("#/atur/pejabat"), role: "admin", pictures: "none" },
      { name: "panjang-naskah", place: naskah("telaah"), pictures: "none" },
      { name: "panjang-batalkan", place: one, then: other("Batalkan usulan…"), pictures: "none" },
      { name: "panjang-langkah-2", place: step(2), pictures: "none" },
      { name: "panjang-riwayat", place: one, then: choose("Riwayat"), pictures: "none" },
      { name: "panjang-langkah-5", place: one },
    ],
  },
];

/** The office does not answer what Meja asks. */
async function deskFails({ page }: Stand): Promise<void> {
  const fault = { code: "unknown", message: "", params: { reason: "disk I/O error" }, act: null };
  await page.route("**/rpc", (route) => ((route.request().postDataJSON() as { ask: string }).ask === "desk" ? route.fulfill({ json: { fault } }) : route.fallback()));
  await page.reload();
  await expect(page.locator("h1")).toBeVisible();
  await page.keyboard.press("Control+1");
  await expect(main(page).getByText("Data kantor tidak berubah.")).toBeVisible();
  await page.unroute("**/rpc");
}

function search(words: string) {
  return async ({ page }: Stand) => {
    await page.getByPlaceholder("Cari nomor, etalase, dinas, isi surat").fill(words);
    await expect(main(page).locator("mark").or(main(page).getByText(/^Tidak ada yang cocok/)).first()).toBeVisible();
  };
}

function row(name: string, state: string) {
  return async (stand: Stand) => {
    const { page } = stand;
    await choose(state)(stand);
    await page.getByRole("row", { name: new RegExp(name) }).click();
    await expect(page.locator("h1")).toHaveText(name);
  };
}
