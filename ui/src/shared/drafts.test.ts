import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { Draft, type DraftStore } from "./drafts.svelte";

interface Form { name: string }

function stored() {
  const kept: Form[] = [];
  let fail = false;
  const store: DraftStore<Form> = {
    load: async () => (kept.length ? { value: kept.at(-1) as Form, savedAt: "2026-11-10T09:14:00+07:00" } : undefined),
    save: async (value) => {
      if (fail) throw new Error("disk");
      kept.push(value);
      return "2026-11-10T09:14:00+07:00";
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
    expect(await draft.resume()).toEqual({ name: "Meubelair" });
    expect(draft.resumedFrom).toBe("2026-11-10T09:14:00+07:00");
    await draft.drop();
    expect(kept).toEqual([]);
    expect(draft.savedAt).toBeUndefined();
  });
});
