import { describe, expect, it } from "vitest";

import type { OpenAct } from "$generated/OpenAct";
import type { RecipientView } from "$generated/RecipientView";
import { RecordFrame } from "../record-frame.svelte";
import { DisposeBody } from "./dispose.svelte";
import { PublishBody } from "./publish.svelte";
import { SendBody } from "./send.svelte";
import { WriteBody, type WriteSources } from "./write.svelte";

const frame = () => {
  const made = new RecordFrame({ post: { id: "kabag-pbj", short: "Kabag PBJ" }, own: false });
  made.time = { date: "2026-11-10", hour: "09:32", certainty: "exact" };
  return made;
};
const act = (more: Partial<OpenAct> = {}): OpenAct => ({
  key: "hand_over", step: 4, kind: "write", post: null, holder: null, refused: null, own: false, outputs: [], missing: [], standing: null, round: 1,
  bounds: { earliest: null, after: "", latest: "2026-11-10T15:45:00+07:00" }, ...more,
});

describe("the disposisi", () => {
  it("is one act, and with the receiver's paraf two, each with its hour", () => {
    const body = new DisposeBody("Sub Koordinator");
    expect(body.submissions(frame()).map((one) => one.act.act)).toEqual(["dispose"]);
    body.both = true;
    expect(body.lacks().map((lack) => lack.field), "the hour of receiving is asked").toEqual(["accepted"]);
    body.acceptedAt = { date: "2026-11-10", hour: "09:40", certainty: "exact" };
    expect(body.submissions(frame()).map((one) => [one.act.act, one.when])).toEqual([
      ["dispose", { certainty: "written", at: "2026-11-10T09:32:00+07:00" }],
      ["accept_disposition", { certainty: "written", at: "2026-11-10T09:40:00+07:00" }],
    ]);
  });
});

describe("handing over", () => {
  const sources = (more: Partial<WriteSources> = {}): WriteSources => ({
    act: act({ missing: ["checklist", "pengumuman"], outputs: [{ lane: "telaah", kind: "telaah", naskah: "N1", revision: 1, body_hash: "h", approved: null, signs: false, draft: false }] }),
    naskah: [], checklist: null, items: ["kbli"], decider: "Kabag", negative: false, ...more,
  });

  it("waits for every output, and only says that the checklist is open", () => {
    const body = new WriteBody(() => sources());
    expect(body.lacks().map((lack) => [lack.field, lack.soft ?? false])).toEqual([["checklist", true], ["outputs", false]]);
  });

  it("lets a telaah that says belum layak go alone", () => {
    const body = new WriteBody(() => sources({ negative: true }));
    expect(body.lacks().filter((lack) => !lack.soft)).toEqual([]);
  });

  it("answers the checklist in the same record, once", () => {
    const body = new WriteBody(() => sources());
    body.answers = { kbli: true };
    body.complete = true;
    expect(body.submissions(frame()).map((one) => one.act.act)).toEqual(["answer_checklist", "hand_over"]);
    const again = new WriteBody(() => sources({ checklist: { answers: { kbli: true }, complete: true, note: "" } }));
    expect(again.submissions(frame()).map((one) => one.act.act)).toEqual(["hand_over"]);
  });

  it("asks what is not complete", () => {
    const body = new WriteBody(() => sources({ act: act() }));
    body.complete = false;
    expect(body.lacks().map((lack) => lack.field)).toEqual(["checklist-note"]);
  });
});

describe("tayang", () => {
  it("leaves a paper that does not exist to the core, which may offer a deviation", () => {
    const body = new PublishBody(() => act({ key: "publish", missing: ["proof", "signed:pengumuman"] }), "v5");
    expect(body.lacks().every((lack) => lack.soft)).toBe(true);
    expect(body.lacks().map((lack) => lack.words)).toEqual(["pengumuman belum ditandatangani", "bukti tayang belum dilampirkan"]);
  });
});

describe("sending", () => {
  const recipient = (id: string, sent = false): RecipientView => ({
    recipient: { id, name: id }, method: "", sent: sent ? { from: "2026-11-12T15:20:00+07:00", to: "2026-11-12T15:20:00+07:00", certainty: "written" } : null, receipt: false,
  });

  it("sends to those chosen and not yet served, each by its own way", () => {
    const list = [recipient("dikbud"), recipient("dinkes"), recipient("pupr", true)];
    const body = new SendBody(() => list);
    expect([body.count, body.openCount]).toEqual([2, 2]);
    body.setAll("SRIKANDI");
    body.chosen = { ...body.chosen, dinkes: "Kurir" };
    const [submission] = body.submissions(frame());
    expect(submission?.act).toEqual({ act: "send", deliveries: [{ recipient: { id: "dikbud", name: "dikbud" }, method: "SRIKANDI" }, { recipient: { id: "dinkes", name: "dinkes" }, method: "Kurir" }] });
    body.chosen = {};
    expect(body.lacks().map((lack) => lack.field)).toEqual(["recipients"]);
  });
});
