import { describe, expect, it } from "vitest";

import type { MonthReport } from "$generated/MonthReport";
import { halfYear, monitored, proposedGrade, recorded } from "./monitoring";

const report = (within: number, late: number, causes: [string, string][]): MonthReport => ({
  year: 2026, month: 11, finished: 2, good_from: 90, causes: [], spent: [], finished_usulan: [], estimated: 0,
  rows: [{ step: 2, name: "Disposisi", standard: { unit: "minutes", minutes: 60 }, within, late, unsure: 1, median: null, worst: null, within_usulan: [], late_usulan: [], unsure_usulan: [] }],
  deviations: causes.map(([cause, remedy]) => ({ usulan: "2026-0042", step: 2, name: "Disposisi", round: 1, at: "2026-11-10T09:32:00+07:00", by: 22, missing: "", cause, answerable: "", remedy })),
});

describe("monitoring of the SOP", () => {
  it("goes by half years", () => {
    expect(halfYear("2026-11")).toEqual({ half: 2, year: 2026, months: ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12"] });
    expect(halfYear("2026-06").months.at(0)).toBe("2026-01");
  });

  it("sums the months, and names the cause that was given most often", () => {
    const months = [report(3, 2, [["Beban kerja", ""], ["Listrik", ""]]), report(4, 1, [["Beban kerja", "Jadwal baru"]])];
    expect(monitored(months)).toEqual([{ step: 2, name: "Disposisi", within: 7, late: 3, unsure: 2, cause: "Beban kerja" }]);
    const said = recorded(months);
    expect(said[2]).toBe("7 dari 10 putaran yang pasti selesai dalam waktu baku.");
    expect(said[4]).toBe("1 dari 3 penyimpangan punya tindak lanjut.");
    expect(said[1], "what nobody can count is left to the assessor").toBe("");
  });

  it("proposes a grade from the rounds that are sure", () => {
    const step = (within: number, late: number) => ({ step: 2, name: "Disposisi", within, late, unsure: 5, cause: "" });
    expect(proposedGrade(step(9, 1), 90)).toEqual({ grade: 0, share: 90 });
    expect(proposedGrade(step(89, 11), 90)).toEqual({ grade: 1, share: 89 });
    expect(proposedGrade(step(899, 101), 90), "no rounding up").toEqual({ grade: 1, share: 89 });
    expect(proposedGrade(step(0, 0), 90)).toBeUndefined();
  });

  it("says nothing of what was not measured", () => {
    expect(recorded([{ ...report(0, 0, []), rows: [] }]).filter(Boolean)).toEqual(["2 usulan selesai."]);
  });
});
