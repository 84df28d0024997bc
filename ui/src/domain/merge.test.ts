import { beforeEach, describe, expect, it, vi } from "vitest";

import type { UsulanView } from "$generated/UsulanView";

const asked: Record<string, unknown>[] = [];
let tell: (body: unknown) => void = () => undefined;
let finish: (answer: unknown) => void = () => undefined;
let listening = 0;

vi.mock("$backend", async () => {
  const { Fault, asFault } = await import("../backend/fault");
  return {
    Fault,
    asFault,
    onNotice: (notice: (body: unknown) => void) => {
      tell = notice;
      listening += 1;
      return () => void (listening -= 1);
    },
    ask: async (request: Record<string, unknown>) => {
      asked.push(structuredClone(request));
      if (request.ask === "merge_letter") {
        const answer = await new Promise((resolve) => (finish = resolve));
        if (answer instanceof Error) throw answer;
        return answer;
      }
      return request.ask === "usulan" ? view : true;
    },
  };
});

const { Fault } = await import("$backend");
const { MergeDesk } = await import("./merge.svelte");
const { UsulanDesk } = await import("./usulan.svelte");
const view = { usulan: "2026-0042", seen: 7, path: [], acts: [], step: 9, status: "berjalan" } as unknown as UsulanView;

async function merging() {
  const desk = new UsulanDesk("2026-0042", undefined);
  await desk.load();
  const merge = new MergeDesk(desk, "surat-pemberitahuan");
  return { merge, work: merge.make(2, 47) };
}

describe("letters of their own", () => {
  beforeEach(() => {
    asked.length = 0;
    listening = 0;
  });

  it("are asked for once, and their progress is that of this work alone", async () => {
    const { merge, work } = await merging();
    await merge.make(2, 47);
    const sent = asked.filter((request) => request.ask === "merge_letter");
    expect(sent).toHaveLength(1);
    const job = sent[0]?.job;
    const stage = "letters";
    tell({ notice: "progress", job, stage, done: 3, total: 47 });
    tell({ notice: "progress", job: "lain", stage, done: 40, total: 47 });
    tell({ notice: "changed", usulan: "2026-0001" });
    tell({ notice: "progress", job, stage, done: 2, total: 47 });
    expect([merge.done, merge.total, merge.busy]).toEqual([3, 47, true]);
    tell({ notice: "progress", job, stage: "print_file", done: 1, total: 47 });
    tell({ notice: "progress", job, stage, done: 47, total: 47 });
    expect([merge.stage, merge.done, merge.part], "then the print file, of all letters once more").toEqual(["print_file", 1, 48 / 94]);
    finish({ done: true, letters: 47, seen: 8 });
    await work;
    expect([merge.busy, listening], "nobody listens any more").toEqual([false, 0]);
    expect(asked.at(-1)?.ask, "what was made is shown").toBe("usulan");
  });

  it("stop by their own name, once", async () => {
    const { merge, work } = await merging();
    await merge.stop();
    await merge.stop();
    const job = asked.find((request) => request.ask === "merge_letter")?.job;
    expect(asked.filter((request) => request.ask === "cancel_job")).toEqual([{ ask: "cancel_job", job }]);
    expect(merge.stopping, "it was heard").toBe(true);
    finish({ done: false, letters: 0, seen: 7 });
    await work;
    expect([merge.busy, merge.stopping, merge.fault]).toEqual([false, false, undefined]);
  });

  it("say why they were refused", async () => {
    const { merge, work } = await merging();
    finish(new Fault({ code: "letter.changed", message: "Pejabat sudah berubah." }));
    await work;
    expect([merge.fault?.message, merge.busy]).toEqual(["Pejabat sudah berubah.", false]);
  });
});
