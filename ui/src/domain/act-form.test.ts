import { beforeEach, describe, expect, it, vi } from "vitest";

import type { OpenAct } from "$generated/OpenAct";
import type { Submission } from "$generated/Submission";
import type { UsulanView } from "$generated/UsulanView";

const asked: Record<string, unknown>[] = [];
let refusal: { code: string; message: string; params: Record<string, string>; act: number | null } | undefined;

vi.mock("$backend", async () => {
  const { Fault, asFault } = await import("../backend/fault");
  return {
    Fault,
    asFault,
    onNotice: () => () => undefined,
    ask: async (request: Record<string, unknown>) => {
      asked.push(structuredClone(request));
      if (request.ask === "record" && refusal) throw new Fault(refusal);
      if (request.ask === "record") return { usulan: "2026-0042", seen: 8, kinds: [], late: [{ step: 6, round: 1, by: 14 }], undo_until: null };
      if (request.ask === "usulan") return view;
      if (request.ask === "load_draft") return null;
      if (request.ask === "save_draft") return "2026-11-11T09:14:00+07:00";
      return undefined;
    },
  };
});

const { ActForm } = await import("./act-form.svelte");
const { RecordFrame } = await import("./record-frame.svelte");
const { UsulanDesk } = await import("./usulan.svelte");
const { PublishBody } = await import("./steps/publish.svelte");

const view = { usulan: "2026-0042", seen: 7, now: "2026-11-11T13:30:00+07:00", path: [], acts: [], step: 6, status: "berjalan" } as unknown as UsulanView;
const open = { key: "publish", missing: ["proof"] } as unknown as OpenAct;

async function form() {
  const desk = new UsulanDesk("2026-0042", undefined);
  await desk.load();
  const body = new PublishBody(() => open, "v5");
  const frame = new RecordFrame({ post: { id: "subkoord", short: "Sub Koordinator" }, own: false });
  return { desk, body, frame, form: new ActForm(desk, "publish", frame, body) };
}
const recorded = () => asked.filter((request) => request.ask === "record") as unknown as { seen: number; acts: Submission[] }[];

describe("the form of an act", () => {
  beforeEach(() => {
    asked.length = 0;
    refusal = undefined;
  });

  it("records nothing while something lacks, and then says it at its field", async () => {
    const { form: act } = await form();
    expect(act.errorAt("time"), "nothing is said before one has tried").toBeUndefined();
    expect(await act.submit()).toBeUndefined();
    expect(recorded()).toEqual([]);
    expect(act.errorAt("time")).toBe("Isi tanggalnya.");
  });

  it("keeps what was typed when the core refuses", async () => {
    const { form: act, body, frame } = await form();
    body.address = "https://e-katalog.lkpp.go.id/atk";
    frame.time = { date: "2026-11-11", hour: "09:20", certainty: "exact" };
    refusal = { code: "act.before_previous", message: "09.20 lebih awal daripada langkah 5 (10.05).", params: {}, act: 0 };
    await act.submit();
    expect(act.fault?.message).toBe("09.20 lebih awal daripada langkah 5 (10.05).");
    expect([body.address, frame.time.hour]).toEqual(["https://e-katalog.lkpp.go.id/atk", "09:20"]);
    expect(act.offersDeviation, "only a paper that does not exist can be gone on without").toBe(false);
    expect(asked.some((request) => request.ask === "drop_draft"), "the draft stays").toBe(false);
  });

  it("goes on without a paper that does not exist, once the deviation is explained", async () => {
    const { form: act, frame, desk } = await form();
    frame.time = { date: "2026-11-11", hour: "13:20", certainty: "exact" };
    refusal = { code: "act.missing_paper", message: "Belum ada: bukti tayang.", params: { papers: "proof" }, act: 0 };
    await act.submit();
    expect(act.offersDeviation).toBe(true);

    act.openDeviation();
    expect([act.deviation?.missing, act.deviation?.answerable]).toEqual(["bukti tayang", "Sub Koordinator"]);
    await act.submit();
    expect(recorded(), "the cause is asked first").toHaveLength(1);

    refusal = undefined;
    if (act.deviation) act.deviation.cause = "Aplikasi LKPP gangguan";
    await act.submit();
    expect(recorded()[1]?.acts[0]?.deviation).toEqual({ missing: "bukti tayang", cause: "Aplikasi LKPP gangguan", answerable: "Sub Koordinator", remedy: "" });
    expect(recorded()[1]?.seen, "as the sender saw it").toBe(7);
    expect(asked.some((request) => request.ask === "drop_draft"), "nothing is left to continue").toBe(true);
    expect(desk.late, "a late step is asked about once").toEqual([{ step: 6, round: 1, by: 14 }]);
  });

  it("takes the usulan anew when it changed meanwhile", async () => {
    const { form: act, frame } = await form();
    frame.time = { date: "2026-11-11", hour: "13:20", certainty: "exact" };
    refusal = { code: "act.stale", message: "Usulan ini baru saja berubah.", params: {}, act: null };
    const before = asked.filter((request) => request.ask === "usulan").length;
    await act.submit();
    expect(asked.filter((request) => request.ask === "usulan").length).toBe(before + 1);
    expect(frame.time.hour).toBe("13:20");
  });
});
