import { beforeEach, describe, expect, it, vi } from "vitest";

import type { UsulanView } from "$generated/UsulanView";

const asked: Record<string, unknown>[] = [];
let tell: (body: unknown) => void = () => undefined;
let finish: (answer: unknown) => void = () => undefined;
const said: string[] = [];

vi.mock("$backend", async () => {
  const { Fault, asFault } = await import("../backend/fault");
  return {
    Fault,
    asFault,
    onNotice: (notice: (body: unknown) => void) => {
      tell = notice;
      return () => (tell = () => undefined);
    },
    ask: async (request: Record<string, unknown>) => {
      asked.push(structuredClone(request));
      if (request.ask === "print_letters") {
        const answer = await new Promise((resolve) => (finish = resolve));
        if (answer instanceof Error) throw answer;
        return answer;
      }
      return request.ask === "usulan" ? view : true;
    },
  };
});
vi.mock("$shared/toast.svelte", () => ({ toasts: { show: (toast: { text: string }) => said.push(toast.text) } }));

const { Fault } = await import("$backend");
const { PrintDesk } = await import("./print-run.svelte");
const { UsulanDesk } = await import("./usulan.svelte");
const view = { usulan: "2026-0042", seen: 7, path: [], acts: [], step: 9, status: "berjalan" } as unknown as UsulanView;
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `p${from + n}`);
const outOfPaper = { code: "print.stopped", message: "Printer HP-TU kehabisan kertas.", params: { queue: "HP-TU", state: "out_of_paper", handed: "20", total: "50" }, act: null };

async function printing() {
  const desk = new UsulanDesk("2026-0042", undefined);
  await desk.load();
  const print = new PrintDesk(desk, "surat-pemberitahuan");
  return { print, work: print.all(2, 50) };
}

describe("letters handed over one by one", () => {
  beforeEach(() => {
    asked.length = 0;
    said.length = 0;
  });

  it("go on with what is left, and count the whole", async () => {
    const { print, work } = await printing();
    const first = asked.find((request) => request.ask === "print_letters");
    expect(first?.recipients, "all of them").toEqual([]);
    tell({ notice: "progress", job: first?.job, stage: "handing", done: 3, total: 50 });
    tell({ notice: "progress", job: first?.job, stage: "handing", done: 2, total: 50 });
    tell({ notice: "progress", job: "lain", stage: "handing", done: 40, total: 50 });
    expect([print.busy, print.done, print.total]).toEqual([true, 3, 50]);
    finish({ queue: "HP-TU", handed: ids(1, 20), left: ids(21, 50), sheets: 20, stopped: false, fault: outOfPaper, seen: 28 });
    await work;
    expect([print.busy, print.handed, print.left.length]).toEqual([false, 20, 30]);
    expect(print.fault?.message).toBe("Printer HP-TU kehabisan kertas. 20 dari 50 surat sudah diserahkan; sisanya menunggu.");
    expect(said, "nothing is said to be done").toEqual([]);

    const more = print.goOn();
    const second = asked.filter((request) => request.ask === "print_letters").at(-1);
    expect(second?.recipients, "the rest, and nothing twice").toEqual(ids(21, 50));
    expect(print.done, "progress goes on where it stopped").toBe(20);
    tell({ notice: "progress", job: second?.job, stage: "handing", done: 5, total: 30 });
    expect(print.done).toBe(25);
    finish({ queue: "HP-TU", handed: ids(21, 30), left: ids(31, 50), sheets: 10, stopped: false, fault: { ...outOfPaper, code: "print.gone", params: { queue: "HP-TU" } }, seen: 39 });
    await more;
    expect(print.fault?.message, "of the whole").toBe("Printer HP-TU tidak menjawab. 30 dari 50 surat sudah diserahkan; sisanya menunggu.");

    const rest = print.goOn();
    finish({ queue: "HP-TU", handed: ids(31, 50), left: [], sheets: 20, stopped: false, fault: null, seen: 60 });
    await rest;
    expect([print.left, print.fault, print.handed]).toEqual([[], undefined, 50]);
    expect(said).toEqual(["Diserahkan ke antrean HP-TU: 50 lembar."]);
    await print.goOn();
    expect(asked.filter((request) => request.ask === "print_letters"), "nothing is left to go on with").toHaveLength(3);
  });

  it("stop by their own name, and keep the rest waiting without a fault", async () => {
    const { print, work } = await printing();
    await print.stop();
    await print.stop();
    const job = asked.find((request) => request.ask === "print_letters")?.job;
    expect(asked.filter((request) => request.ask === "cancel_job")).toEqual([{ ask: "cancel_job", job }]);
    finish({ queue: "HP-TU", handed: ids(1, 4), left: ids(5, 50), sheets: 4, stopped: true, fault: null, seen: 12 });
    await work;
    expect([print.handed, print.left.length, print.fault]).toEqual([4, 46, undefined]);
  });

  it("leave what waits where it was when the request itself is refused", async () => {
    const { print, work } = await printing();
    finish({ queue: "HP-TU", handed: ids(1, 4), left: ids(5, 50), sheets: 4, stopped: true, fault: null, seen: 12 });
    await work;
    const more = print.goOn();
    finish(new Fault({ code: "letter.no_such_revision", message: "Revisi itu tidak ada." }));
    await more;
    expect([print.left.length, print.handed, print.fault?.code]).toEqual([46, 4, "letter.no_such_revision"]);
  });
});
