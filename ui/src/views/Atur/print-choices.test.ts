import { beforeEach, describe, expect, it, vi } from "vitest";

import type { PrintersView } from "$generated/PrintersView";
import type { Request } from "$generated/Request";

let answer: (request: Request) => Promise<unknown>;
vi.mock("$backend", async () => {
  const { Fault, asFault } = await import("../../backend/fault");
  return { Fault, asFault, ask: (request: Request) => answer(request) };
});

const { Fault } = await import("$backend");
const { PrintChoices } = await import("./print-choices.svelte");

const open = { queue: null, tray: null, f4_tray: null, both_sides: null };
let kept: PrintersView["choices"];
let turns: (() => void)[];

beforeEach(() => {
  kept = {};
  turns = [];
  answer = (request) => {
    if (request.ask !== "save_print_choices") return Promise.resolve({ queues: [], trouble: null, kinds: ["semua"], choices: kept, papers: [] });
    return new Promise((resolve, reject) => {
      turns.push(() => {
        if (request.choices["semua"]?.queue === "tidak") reject(new Fault({ code: "internal", params: {}, message: "tidak bisa", act: null }));
        else resolve((kept = request.choices));
      });
    });
  };
});

const settle = async () => {
  for (let n = 0; n < 20; n += 1) {
    turns.shift()?.();
    await Promise.resolve();
  }
};

describe("what was chosen for the printers is kept", () => {
  it("one choice after another, so that none overtakes a later one", async () => {
    const choices = new PrintChoices();
    await choices.load();
    const both = [choices.set("semua", { queue: "TU" }), choices.set("semua", { f4_tray: "2" })];
    expect(choices.view?.choices.semua, "shown at once").toEqual({ ...open, queue: "TU", f4_tray: "2" });
    await Promise.resolve();
    expect(turns.length, "one on its way").toBe(1);
    await settle();
    await Promise.all(both);
    expect(kept.semua).toEqual({ ...open, queue: "TU", f4_tray: "2" });
  });

  it("without the trays of the printer before", async () => {
    const choices = new PrintChoices();
    await choices.load();
    void choices.set("semua", { queue: "TU", tray: "1" });
    void choices.set("semua", { f4_tray: "2" });
    void choices.set("semua", { queue: "Ruang" });
    await settle();
    expect(kept.semua).toEqual({ ...open, queue: "Ruang" });
  });

  it("or shown again as it was, with the reason", async () => {
    kept = { semua: { ...open, queue: "TU" } };
    const choices = new PrintChoices();
    await choices.load();
    void choices.set("semua", { queue: "tidak" });
    await settle();
    expect(choices.view?.choices.semua?.queue).toBe("TU");
    expect(choices.refusal?.message).toBe("tidak bisa");
  });
});
