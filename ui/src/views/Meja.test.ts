import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { DeskItem } from "$generated/DeskItem";
import type { DeskView } from "$generated/DeskView";
import type { Standing } from "$generated/Standing";

const asked: Record<string, unknown>[] = [];
let answer: DeskView;
let refuse = false;
let notify: () => void = () => {};

vi.mock("$backend", async () => {
  const { Fault, asFault } = await vi.importActual<typeof import("../backend/fault")>("../backend/fault");
  return {
    Fault,
    asFault,
    painted: vi.fn(() => Promise.resolve()),
    onNotice: (notice: () => void) => {
      notify = notice;
      return () => {};
    },
    ask: async (request: Record<string, unknown>) => {
      asked.push(request);
      if (request.ask === "desk") {
        if (refuse) throw new Fault({ code: "unknown" });
        return { ...structuredClone(answer), acts: request.all ? answer.acts : answer.acts.slice(0, 8) };
      }
      if (request.ask === "sheet_out") return { done: true, name: "Epson L3110", sheets: 2, seen: 4 };
      throw new Fault({ code: "unknown" });
    },
  };
});

const { default: Meja } = await import("./Meja.svelte");
const { desk } = await import("$domain/desk.svelte");
const { nav } = await import("$shared/nav.svelte");
const { toasts } = await import("$shared/toast.svelte");
const { painted } = await import("$backend");

const NOW = "2026-11-10T08:48:00+07:00";
const happened = { from: NOW, to: NOW, certainty: "written" as const };
const standing = (kind: Standing["kind"], remaining: number): Standing => ({
  kind, elapsed: 10, standard: 60, remaining, due: "2026-11-10T09:10:00+07:00", estimated: false, since: happened, reason: "",
});
const item = (key: string, usulan: string, more: Partial<DeskItem> = {}): DeskItem => ({
  key, act: key, usulan, etalase: "Alat Tulis Kantor", agency: "Dinas Pendidikan", step: 2, naskah: [], count: 0, name: "", standing: null, ...more,
});
const base: DeskView = {
  hours: { now: NOW, open: true, closes: "2026-11-10T16:00:00+07:00", opens: null, missing_years: [] },
  own: false, empty: false, susulan: 0, waiting: [], incomplete: [], acts_in_all: 2,
  acts: [
    item("fetch_disposition", "2026-0042", { name: "Kabag PBJ", standing: standing("soon", 22) }),
    item("write_notification", "2026-0036", { step: 7, naskah: ["surat-pemberitahuan"], standing: standing("over", -14) }),
  ],
};

function shown() {
  render(Meja, { openPalette: () => {} });
}

beforeEach(() => {
  asked.length = 0;
  refuse = false;
  answer = structuredClone(base);
  desk.view = undefined;
  desk.fault = undefined;
  nav.go({ view: "meja" });
});
afterEach(() => toasts.close());

describe("Meja", () => {
  test("says the one next act with its time, and what comes after it", async () => {
    shown();
    await screen.findByText("Ambil lembar disposisi dari meja Kabag PBJ, lalu catat jamnya");
    screen.getByText("sisa 22 menit kerja, s.d. 09.10");
    screen.getByText("Tulis surat pemberitahuan");
    screen.getByText("lewat 14 menit kerja");
    screen.getByText("Selasa, 10 November 2026 · jam kerja sampai 16.00");
    expect(document.body.textContent, "lateness has no such word").not.toMatch(/terlambat|gagal|pelanggaran/i);
  });

  test("tells the window once when its rows are painted", async () => {
    shown();
    await screen.findByText("Tulis surat pemberitahuan");
    await waitFor(() => expect(painted).toHaveBeenCalled());
  });

  test("Enter follows the one act", async () => {
    shown();
    await screen.findByText("Tulis surat pemberitahuan");
    await fireEvent.keyDown(document.body, { key: "Enter" });
    expect(nav.place).toEqual({ view: "satu", no: "2026-0042", step: 2 });
  });

  test("one naskah to write is opened at once", async () => {
    shown();
    await fireEvent.click(await screen.findByRole("button", { name: "Buka naskah" }));
    expect(nav.place).toEqual({ view: "naskah", no: "2026-0036", kind: "surat-pemberitahuan" });
  });

  test("printing the disposisi prints, and says what was handed over", async () => {
    answer.acts = [item("print_disposition", "2026-0043")];
    shown();
    await fireEvent.click(await screen.findByRole("button", { name: /Cetak disposisi/ }));
    await waitFor(() => expect(toasts.current?.text).toBe("Diserahkan ke antrean Epson L3110: 2 lembar."));
    expect(asked).toContainEqual({ ask: "sheet_out", usulan: "2026-0043", kind: "lembar-disposisi", exit: "print" });
  });

  test("nothing moves under the pointer: news is counted and taken in by the user", async () => {
    shown();
    await screen.findByText("Tulis surat pemberitahuan");
    await fireEvent.pointerEnter(screen.getByRole("presentation"));
    await waitFor(() => expect(desk.held).toBe(true));
    const stop = desk.follow();
    answer.acts = [item("publish", "2026-0050", { step: 6 }), ...answer.acts];
    notify();
    await screen.findByText("1 hal berubah");
    expect(screen.queryByText("Buat etalase di aplikasi katalog"), "the list is held still").toBeNull();
    await fireEvent.click(screen.getByRole("button", { name: "Perbarui" }));
    await screen.findByText("Buat etalase di aplikasi katalog");
    stop();
  });

  test("held still, only the figures change, and rows keep their order", async () => {
    shown();
    await screen.findByText("Tulis surat pemberitahuan");
    await fireEvent.pointerEnter(screen.getByRole("presentation"));
    await waitFor(() => expect(desk.held).toBe(true));
    answer.acts = [...answer.acts].reverse();
    answer.acts[0] = { ...(answer.acts[0] as DeskItem), standing: standing("over", -15) };
    await desk.load(false);
    await screen.findByText("lewat 15 menit kerja");
    expect(desk.view?.acts.map((act) => act.usulan)).toEqual(["2026-0042", "2026-0036"]);
  });

  test("all acts are asked for when they are wanted, and let go when Meja opens anew", async () => {
    answer.acts = Array.from({ length: 40 }, (_, at) => item("publish", `2026-${1000 + at}`, { step: 6 }));
    answer.acts_in_all = 40;
    shown();
    await fireEvent.click(await screen.findByRole("button", { name: "Semua 39" }));
    await screen.findByText(/^2026-1039 · /);
    expect(asked.at(-1)).toEqual({ ask: "desk", all: true });
    await desk.load(false);
    expect(screen.getAllByRole("listitem"), "a change does not fold them").toHaveLength(39);
    await fireEvent.pointerEnter(screen.getByRole("presentation"));
    await fireEvent.click(screen.getByRole("button", { name: "Ringkas" }));
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(7));
    await desk.load(false);
    expect(desk.changes, "what is folded is no news").toBe(0);
    await fireEvent.click(screen.getByRole("button", { name: "Semua 39" }));
    cleanup();
    shown();
    await waitFor(() => expect(asked.at(-1)).toEqual({ ask: "desk" }));
  });

  test("a group of many names the first, one alone is opened", async () => {
    answer.waiting = [
      { kind: "desk", name: "Meja Kabag PBJ", usulan: ["2026-0001", "2026-0002", "2026-0003", "2026-0004"], count: 9, since: NOW, minutes: 20 },
      { kind: "outside", name: "Sekda", usulan: ["2026-0007"], count: 1, since: NOW, minutes: 20 },
    ];
    answer.incomplete = [{ key: "copy_owed", count: 3, only: "2026-0008" }];
    shown();
    await screen.findByText(/^0001, 0002, 0003, 0004, … · /);
    screen.getByText("9");
    await fireEvent.click(screen.getByText(/^0007 · /));
    expect(nav.place).toEqual({ view: "satu", no: "2026-0007" });
    await fireEvent.click(screen.getByText("Salinan menyusul"));
    expect(nav.place).toEqual({ view: "satu", no: "2026-0008" });
  });

  test("an empty office says where to begin", async () => {
    answer = { ...base, acts: [], empty: true };
    shown();
    await screen.findByText("Meja Anda masih kosong.");
    await fireEvent.click(screen.getByRole("button", { name: /Daftarkan usulan/ }));
    expect(nav.place).toEqual({ view: "usulan-baru" });
  });

  test("outside office hours, and a year without holidays, are said", async () => {
    answer = { ...base, hours: { now: "2026-11-10T17:30:00+07:00", open: false, closes: null, opens: "2026-11-11T07:30:00+07:00", missing_years: [2028] } };
    shown();
    await screen.findByText("Di luar jam kerja. Waktu baku berjalan lagi Rabu 07.30.");
    screen.getByText("Daftar libur 2028 belum diisi; batas waktu dihitung tanpa hari libur.");
  });

  test("a list that cannot be loaded says what is safe, and can be tried again", async () => {
    refuse = true;
    shown();
    await screen.findByText("Daftar tugas tidak dapat dimuat.");
    screen.getByText(/Data kantor tidak berubah/);
    refuse = false;
    await fireEvent.click(screen.getByRole("button", { name: "Coba lagi" }));
    await screen.findByText("Tulis surat pemberitahuan");
  });
});
