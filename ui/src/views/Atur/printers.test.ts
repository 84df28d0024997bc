import { describe, expect, it } from "vitest";

import type { PrintersView } from "$generated/PrintersView";
import { choiceOf, inheritedQueue, sidesOf, withChoice } from "./printers";

const view = (choices: PrintersView["choices"]): PrintersView => ({
  queues: [
    { name: "Ruang", is_default: false, standing: "ready", trays: [] },
    { name: "TU", is_default: true, standing: "paused", trays: [] },
  ],
  trouble: null, kinds: ["semua", "konsep"], choices, papers: [],
});
const open = { queue: null, tray: null, f4_tray: null, both_sides: null };

describe("what was chosen for the printers", () => {
  it("is open until somebody chooses, and open again when all of it is taken back", () => {
    expect(choiceOf(view({}), "konsep")).toEqual(open);
    const chosen = withChoice({}, "konsep", { ...open, both_sides: false });
    expect(chosen, "one side is a choice").toEqual({ konsep: { ...open, both_sides: false } });
    expect(withChoice(chosen, "konsep", open)).toEqual({});
    expect([sidesOf(open), sidesOf({ ...open, both_sides: false }), sidesOf({ ...open, both_sides: true })]).toEqual(["", "one", "both"]);
  });

  it("follows the choice for all, then the printer of the PC", () => {
    expect(inheritedQueue(view({}), "konsep")).toBe("TU");
    const all = view({ semua: { ...open, queue: "Ruang" } });
    expect(inheritedQueue(all, "konsep")).toBe("Ruang");
    expect(inheritedQueue(all, "semua"), "it does not follow itself").toBe("TU");
    expect(inheritedQueue(undefined, "konsep")).toBeUndefined();
  });
});
