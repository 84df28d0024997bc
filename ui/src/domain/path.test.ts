import { describe, expect, it } from "vitest";

import type { NaskahView } from "$generated/NaskahView";
import type { PathRow } from "$generated/PathRow";
import type { RoundView } from "$generated/RoundView";
import { pathWords, reckoningWords, resultWords, standardWords } from "./path";

const at = (hour: string, day = "10") => `2026-11-${day}T${hour}:00+07:00`;
const sure = (hour: string, day?: string) => ({ from: at(hour, day), to: at(hour, day), certainty: "written" as const });
const now = at("10:10", "11");
const naskah = [{ naskah: "N1", kind: "telaah", lane: "telaah" }, { naskah: "N2", kind: "pengumuman", lane: "pengumuman" }] as NaskahView[];
const round = (n: number, more: Partial<RoundView> = {}): RoundView => ({
  round: n, lanes: [], started: sure("08:10"), ended: sure("09:32"), minutes: { low: 82, high: 82 }, result: { result: "late", by: 22 }, standard: 60,
  windows: [[at("08:10"), at("09:32")]], estimated: false, explanation: null, deviation: null, ...more,
});
const row = (more: Partial<PathRow> = {}): PathRow => ({
  step: 2, kind: "dispose", name: "Disposisi", text: "Mendisposisikan", actor: "Kabag PBJ", state: "done", standard: { unit: "minutes", minutes: 60 },
  total: { low: 82, high: 82 }, rounds: [round(1)], standing: null, wait: null, records: [3], ...more,
});

describe("a row of the path", () => {
  it("says a late step by the step, and asks for its explanation", () => {
    const words = pathWords(row(), naskah, now);
    expect([words.time, words.of, words.over, words.look, words.note]).toEqual(["1 j 22 m", "dari 1 j", "lewat 22 m", "care", "Penjelasan belum diisi"]);
    expect(words.spoken).toBe("Langkah 2, Disposisi, Kabag PBJ, selesai, 1 j 22 m dari 1 j lewat 22 m");
    const explained = round(1, { explanation: { missing: "", cause: "Pejabat rapat atau dinas luar", answerable: "Kabag PBJ", remedy: "" } });
    expect(pathWords(row({ rounds: [explained] }), naskah, now).note).toBe("");
  });

  it("shows only the standard of a step that waits", () => {
    const words = pathWords(row({ state: "waiting", rounds: [], total: null }), naskah, now);
    expect([words.time, words.of]).toEqual(["1 j", ""]);
  });

  it("has no time for a step without standard", () => {
    const words = pathWords(row({ step: 1, standard: { unit: "none" }, rounds: [], total: null }), naskah, now);
    expect([words.time, words.look]).toEqual(["–", "plain"]);
  });

  it("says that a time is not certain", () => {
    const unsure = round(1, { minutes: { low: 30, high: 90 }, result: { result: "unsure" } });
    const words = pathWords(row({ rounds: [unsure], total: { low: 30, high: 90 } }), naskah, now);
    expect([words.time, words.look, words.note]).toEqual(["± 1 j", "unsure", "belum pasti"]);
  });

  it("lists the rounds of a decision by output and outcome, the latest two in sight", () => {
    const lanes = [{ lane: "telaah", revision: 1, outcome: "approved", note: "", happened: null }, { lane: "pengumuman", revision: 1, outcome: "corrected", note: "jadwal", happened: null }];
    const rounds = [round(1, { lanes, minutes: { low: 25, high: 25 }, result: { result: "within" } }), round(2, { ended: null, minutes: null, result: null })];
    const standing = { kind: "plenty" as const, elapsed: 22, standard: 60, remaining: 38, due: at("10:48", "11"), estimated: false, since: sure("09:48", "11"), reason: "" };
    const words = pathWords(row({ step: 5, kind: "decide", name: "Persetujuan", state: "current", rounds, standing }), naskah, now);
    expect(words.rounds.map((one) => [one.round, one.what, one.time])).toEqual([[1, "telaah ✓, pengumuman koreksi", "25 m"], [2, "berjalan", ""]]);
    expect(words.time).toBe("22 m");
    expect(words.spoken).toBe("Langkah 5, Persetujuan, Kabag PBJ, berjalan, putaran 2, sisa 38 menit kerja, s.d. 10.48");
  });

  it("gives a repeated writing step its first pass above and the later ones below", () => {
    const second = round(2, { lanes: [{ lane: "pengumuman", revision: 2, outcome: "handed", note: "", happened: null }], minutes: { low: 53, high: 53 }, result: { result: "within" } });
    const first = round(1, { minutes: { low: 380, high: 380 }, result: { result: "within" } });
    const words = pathWords(row({ step: 4, kind: "write", standard: { unit: "days", days: 1 }, rounds: [first, second], total: { low: 433, high: 433 } }), naskah, now);
    expect([words.time, words.of]).toEqual(["6 j 20 m", "dari 1 hari"]);
    expect(words.rounds.map((one) => [one.what, one.time])).toEqual([["pengumuman saja", "53 m"]]);
  });

  it("says for whom a step waited, and how often its letter came back meanwhile", () => {
    const wait = { name: "Sekretaris Daerah", from: sure("13:50", "11"), to: sure("15:12", "12"), minutes: { low: 532, high: 532 }, returned: 0 };
    expect(pathWords(row({ wait }), naskah, now).wait).toBe("Tanda tangan Sekretaris Daerah · di luar waktu baku · 1 hari 1 j");
    expect(pathWords(row({ wait: { ...wait, returned: 1 } }), naskah, now).wait).toBe("Tanda tangan Sekretaris Daerah · di luar waktu baku · 1 hari 1 j · 1 kali dikembalikan");
  });

  it("does not count a step while somebody outside has its letter", () => {
    const wait = { name: "Sekretaris Daerah", from: sure("13:50", "11"), to: null, minutes: { low: 532, high: 532 }, returned: 0 };
    const standing = { kind: "outside" as const, elapsed: 532, standard: 10, remaining: null, due: null, estimated: false, since: sure("13:50", "11"), reason: "" };
    const words = pathWords(row({ state: "current", rounds: [round(1, { ended: null, minutes: null, result: null })], standing, wait }), naskah, now);
    expect([words.time, words.of, words.look]).toEqual([standardWords(row({}).standard), "", "plain"]);
  });

  it("says a hold by its reason", () => {
    const standing = { kind: "held" as const, elapsed: 30, standard: 60, remaining: 30, due: null, estimated: false, since: sure("10:20"), reason: "aplikasi LKPP gangguan" };
    const words = pathWords(row({ state: "current", rounds: [round(1, { ended: null, minutes: null, result: null })], standing }), naskah, now);
    expect([words.look, words.note]).toEqual(["hold", "ditahan: aplikasi LKPP gangguan"]);
  });
});

describe("the reckoning", () => {
  it("counts window by window and says each day once", () => {
    const windows: RoundView["windows"] = [[at("09:40"), at("12:00")], [at("13:00"), at("16:00")], [at("07:30", "11"), at("08:30", "11")]];
    expect(reckoningWords(round(1, { windows }), now)).toBe("Selasa 09.40–12.00 · 13.00–16.00 · Rabu 07.30–08.30 = 6 j 20 m");
  });

  it("judges the step, never a person", () => {
    expect(resultWords(round(1), 2)).toBe("Langkah 2 lewat 22 menit kerja.");
    expect(resultWords(round(1, { result: { result: "unsure" } }), 2)).toBe("Belum pasti: jam tidak tertulis di kertas.");
  });
});
