import { beforeEach, describe, expect, it } from "vitest";

import type { SusulanCase } from "$generated/SusulanCase";
import type { SusulanRow } from "$generated/SusulanRow";
import { clock } from "$shared/clock.svelte";
import { SusulanGrid } from "./grid.svelte";

const row = (step: number, key: string, more: Partial<SusulanRow> = {}): SusulanRow => ({ step, name: key, key, post: null, holder: null, outputs: [], missing: [], ...more });
const of: SusulanCase = {
  usulan: "2026-0042", seen: 4, etalase: "Alat Tulis Kantor", agency: "Dinas Pendidikan",
  rows: [row(2, "dispose"), row(3, "accept_disposition"), row(4, "hand_over", { missing: ["telaah"] })],
};

describe("the grid of Catat susulan", () => {
  beforeEach(() => clock.follow("2026-11-10T15:45:00+07:00", true));
  const filled = () => {
    const grid = new SusulanGrid(of);
    const [first, second] = grid.cells;
    if (!first || !second) throw new Error("two rows can be recorded");
    Object.assign(first, { date: "sel 10 nov", hour: "932" });
    return { grid, first, second };
  };

  it("skips empty rows and names them", () => {
    const { grid } = filled();
    expect([grid.ready, grid.skipped]).toEqual([[0], [3, 4]]);
    expect(grid.submissions()).toEqual([{
      act: { act: "dispose", disposition: { to: [], instructions: [], note: "", deadline: null } }, actor: null, basis: "paper",
      evidence: { copy: "later" }, when: { certainty: "written", at: "2026-11-10T09:32:00+07:00" }, deviation: null,
    }]);
  });

  it("does not record a row that is not ready, and says why", () => {
    const { grid, second } = filled();
    second.date = "10/11";
    expect(grid.problem(1)).toBe("Isi jamnya, atau pilih hanya tanggal.");
    second.certainty = "date";
    expect(grid.problem(1)).toBe("");
    expect(grid.submissions()[1]?.when).toEqual({ certainty: "date_only", date: "2026-11-10" });
    second.certainty = "exact";
    second.hour = "pagi";
    expect(grid.problem(1)).toBe("Jam belum terbaca. Tulis misalnya 932.");
  });

  it("reads a day typed with the hour", () => {
    const { grid, second } = filled();
    second.hour = "kemarin 1530";
    expect(grid.submissions()[1]?.when).toEqual({ certainty: "written", at: "2026-11-09T15:30:00+07:00" });
  });

  it("repeats the cell above", () => {
    const { grid, second } = filled();
    grid.repeat(1, "date");
    expect(second.date).toBe("sel 10 nov");
    grid.repeat(0, "date");
    expect(grid.cells[0]?.date, "nothing stands above the first row").toBe("sel 10 nov");
  });

  it("never records a step whose paper is missing", () => {
    const { grid } = filled();
    const third = grid.cells[2];
    if (third) Object.assign(third, { date: "10/11", hour: "1500" });
    expect(grid.ready).toEqual([0]);
  });
});
