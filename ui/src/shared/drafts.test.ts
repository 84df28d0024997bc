import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { Draft, type DraftStore, type KeptDraft } from "./drafts.svelte";
import { inTurn } from "./in-turn";

interface Form { name: string }

const SAVED = "2026-11-10T09:14:00+07:00";

function stored() {
  const kept: Form[] = [];
  let fail = false;
  const store: DraftStore<Form> = {
    load: async (take) => take(kept.length ? { value: kept.at(-1) as Form, savedAt: SAVED } : undefined),
    save: async (value) => {
      if (fail) throw new Error("disk");
      kept.push(value());
      return SAVED;
    },
    drop: async () => void kept.splice(0),
  };
  return { kept, store, failing: (on: boolean) => (fail = on) };
}

describe("drafts", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("saved 400 ms after the last key, once", async () => {
    const { kept, store } = stored();
    const form = { name: "" };
    const draft = new Draft(store, () => ({ ...form }));
    for (const name of ["A", "Al", "Ala"]) {
      form.name = name;
      draft.touch();
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(kept, "nothing is saved while somebody types").toEqual([]);
    await vi.advanceTimersByTimeAsync(400);
    expect(kept).toEqual([{ name: "Ala" }]);
    expect(draft.savedAt).toBe("2026-11-10T09:14:00+07:00");
  });

  test("saved at once on blur, and not twice", async () => {
    const { kept, store } = stored();
    const form = { name: "Alat" };
    const draft = new Draft(store, () => ({ ...form }));
    form.name = "Alat Tulis";
    draft.touch();
    await draft.flush();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(kept).toEqual([{ name: "Alat Tulis" }]);
  });

  test("an untouched form saves nothing", async () => {
    const { kept, store } = stored();
    const draft = new Draft(store, () => ({ name: "" }));
    draft.touch();
    await draft.flush();
    expect(kept).toEqual([]);
  });

  test("a failed saving is said, and tried again at the next blur", async () => {
    const { kept, store, failing } = stored();
    const form = { name: "" };
    const draft = new Draft(store, () => ({ ...form }));
    failing(true);
    form.name = "Kertas";
    await draft.flush();
    expect(draft.troubled, "the user learns that it is not saved").toBe(true);
    failing(false);
    await draft.flush();
    expect(kept, "nothing typed is lost").toEqual([{ name: "Kertas" }]);
    expect(draft.troubled).toBe(false);
  });

  test("taken up again with its time, and dropped after the act", async () => {
    const { kept, store } = stored();
    kept.push({ name: "Meubelair" });
    const draft = new Draft(store, () => ({ name: "" }));
    const taken: Form[] = [];
    await draft.resume((value) => taken.push(value));
    expect(taken).toEqual([{ name: "Meubelair" }]);
    expect(draft.resumedFrom).toBe("2026-11-10T09:14:00+07:00");
    await draft.drop();
    expect(kept).toEqual([]);
    expect(draft.savedAt).toBeUndefined();
  });

  interface Usulan { agency: string; name: string; received: { date: string; hour: string }; kbli: string[] }
  const empty = (): Usulan => ({ agency: "", name: "", received: { date: "2026-11-10", hour: "" }, kbli: [] });

  /** A core that answers when told to, one request after another; several forms of one usulan may ask it. */
  function slow(kept?: Usulan) {
    const answers: (() => void)[] = [];
    const core = { kept };
    const turn = <A>(work: () => A) => inTurn("draft:slow", () => new Promise<A>((resolve) => answers.push(() => resolve(work()))));
    const store: DraftStore<Usulan> = {
      load: (take) => turn(() => take(core.kept && ({ value: core.kept, savedAt: SAVED } satisfies KeptDraft<Usulan>))),
      save: (value) => turn(() => ((core.kept = value()), SAVED)),
      drop: () => turn(() => void (core.kept = undefined)),
    };
    const answer = async () => {
      while (answers.length) {
        answers.shift()?.();
        await vi.advanceTimersByTimeAsync(0);
      }
    };
    const form = () => {
      const values = { now: empty() };
      const draft = new Draft<Usulan>(store, () => structuredClone(values.now));
      void draft.resume((value) => (values.now = value));
      return { values, draft };
    };
    return { core, answer, form };
  }

  test("what is typed before the draft is there stays, and so does the rest of the draft", async () => {
    const { core, answer, form } = slow({ agency: "disdik", name: "Mebel", received: { date: "2026-11-09", hour: "0810" }, kbli: ["31001"] });
    const { values, draft } = form();
    values.now.name = "Mebel Sekolah";
    values.now.received.hour = "0820";
    void draft.flush();
    await answer();
    const whole = { agency: "disdik", name: "Mebel Sekolah", received: { date: "2026-11-09", hour: "0820" }, kbli: ["31001"] };
    expect(values.now).toEqual(whole);
    expect(core.kept, "what was kept is not written over before it was read").toEqual(whole);
  });

  test("a form that is left and opened again at once finds what was typed, however slow the core is", async () => {
    const { core, answer, form } = slow();
    const left = form();
    left.values.now.agency = "disdik";
    void left.draft.flush();
    left.values.now.name = "Alat Tulis Kantor";
    void left.draft.flush();
    const next = form();
    await answer();
    expect(next.values.now).toEqual({ ...empty(), agency: "disdik", name: "Alat Tulis Kantor" });
    expect(core.kept).toEqual(next.values.now);
  });
});
