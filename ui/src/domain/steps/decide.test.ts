import { describe, expect, it } from "vitest";

import type { OpenOutput } from "$generated/OpenOutput";
import { RecordFrame } from "../record-frame.svelte";
import { DecideBody } from "./decide.svelte";

const output = (lane: string, more: Partial<OpenOutput> = {}): OpenOutput => ({
  lane, kind: lane, naskah: `N-${lane}`, revision: 1, body_hash: `hash-${lane}-1`, approved: null, signs: false, draft: false, ...more,
});
const paper = () => new RecordFrame({ post: { id: "kabag-pbj", short: "Kabag PBJ" }, own: false });
const written = { date: "2026-11-10", hour: "08:55", certainty: "exact" as const };

describe("the decision on what lies on the desk", () => {
  it("asks for a decision before anything is chosen, and never chooses one itself", () => {
    const body = new DecideBody([output("telaah"), output("pengumuman", { signs: true })]);
    expect(body.lanes.map((lane) => lane.verdict)).toEqual([undefined, undefined]);
    expect(body.lacks().map((lack) => lack.field)).toEqual(["verdict"]);
  });

  it("leaves out what is approved already or has no revision", () => {
    const approved = { from: "2026-11-10T08:55:00+07:00", to: "2026-11-10T08:55:00+07:00", certainty: "written" as const };
    const body = new DecideBody([output("telaah", { approved }), output("pengumuman"), output("lain", { revision: null })]);
    expect(body.lanes.map((lane) => lane.lane)).toEqual(["pengumuman"]);
  });

  it("takes Setuju on a letter that the post signs as its signature, which can be cleared", () => {
    const body = new DecideBody([output("pengumuman", { signs: true }), output("telaah")]);
    const [pengumuman, telaah] = body.lanes;
    if (!pengumuman || !telaah) throw new Error("both outputs lie on the desk");
    body.choose(pengumuman, "approve");
    body.choose(telaah, "approve");
    expect(body.decisions().map((one) => one.verdict)).toEqual([{ verdict: "approve", signed: true }, { verdict: "approve", signed: false }]);
    pengumuman.signed = false;
    expect(body.decisions()[0]?.verdict, "approved on the draft, signed later").toEqual({ verdict: "approve", signed: false });
  });

  it("wants a sentence or the scribbled draft for a correction, one of the two", () => {
    const body = new DecideBody([output("pengumuman")]);
    const lane = body.lanes[0];
    if (!lane) throw new Error("one output lies on the desk");
    body.choose(lane, "correct");
    expect(body.lacks().map((lack) => lack.field)).toEqual(["note-pengumuman"]);
    lane.document = { document: "ab12", name: "coretan.pdf", media: "application/pdf", bytes: 10, pages: 1 };
    expect(body.lacks()).toEqual([]);
    expect(body.decisions()[0]?.verdict).toEqual({ verdict: "correct", note: "", document: "ab12" });
    lane.document = undefined;
    lane.note = "  jadwal: terbuka ";
    expect(body.decisions()[0]?.verdict).toEqual({ verdict: "correct", note: "jadwal: terbuka", document: null });
  });

  it("decides only what was decided, on the very revision that lies on the desk", () => {
    const body = new DecideBody([output("telaah"), output("pengumuman", { revision: 2, body_hash: "hash-2" })]);
    expect(body.press("approve", undefined)?.lane).toBe("telaah");
    expect(body.press("correct", "pengumuman")?.lane, "the output in hand comes first").toBe("pengumuman");
    expect(body.decisions().map((one) => [one.lane, one.revision, one.body_hash])).toEqual([["telaah", 1, "hash-telaah-1"], ["pengumuman", 2, "hash-2"]]);
  });

  it("takes up a draft only for the same content", () => {
    const before = new DecideBody([output("telaah"), output("pengumuman")]);
    before.press("approve", "telaah");
    before.press("correct", "pengumuman");
    const after = new DecideBody([output("telaah"), output("pengumuman", { revision: 2, body_hash: "hash-2" })]);
    after.resume(before.keep());
    expect(after.lanes.map((lane) => lane.verdict), "R2 was never decided on").toEqual(["approve", undefined]);
  });
});

describe("the frame of a record", () => {
  it("is empty for somebody else and says what lacks", () => {
    const frame = paper();
    expect(frame.when).toBeUndefined();
    expect(frame.lacks().map((lack) => lack.field)).toEqual(["time"]);
    frame.time = written;
    expect(frame.lacks()).toEqual([]);
  });

  it("names actor, ground, hour and the copy that follows", () => {
    const frame = new RecordFrame({ post: { id: "kabag-pbj", short: "Kabag PBJ" }, own: false, copy: true });
    frame.official = { post: "kabag-pbj", person: "p-01" };
    frame.time = written;
    expect(frame.submission({ act: "accept_disposition" })).toEqual({
      act: { act: "accept_disposition" }, actor: { post: "kabag-pbj", person: "p-01" }, basis: "paper",
      evidence: { copy: "later" }, when: { certainty: "written", at: "2026-11-10T08:55:00+07:00" }, deviation: null,
    });
    frame.later = false;
    expect(frame.lacks().map((lack) => lack.field)).toEqual(["copy"]);
  });

  it("is now and needs nothing when it is one's own", () => {
    const frame = new RecordFrame({ post: { id: "kabag-pbj", short: "Kabag PBJ" }, own: true, copy: true });
    expect(frame.lacks()).toEqual([]);
    const submission = frame.submission({ act: "accept_disposition" });
    expect([submission.basis, submission.when, submission.evidence]).toEqual(["own", { certainty: "now" }, { copy: "not_needed" }]);
  });
});
