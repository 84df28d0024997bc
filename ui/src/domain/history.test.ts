import { describe, expect, it } from "vitest";

import type { Actor } from "$generated/Actor";
import type { Event } from "$generated/Event";
import type { HistoryEntry } from "$generated/HistoryEntry";
import type { NaskahView } from "$generated/NaskahView";
import type { Record as Frame } from "$generated/Record";
import { type HistoryContext, historyLine, historyLines } from "./history";

const at = (hour: string, day = "10") => `2026-11-${day}T${hour}:00+07:00`;
const kabag: Actor = { who: "official", post: "kabag-pbj", post_name: "Kepala Bagian", short: "Kabag PBJ", person: "p-01", name: "Nama Contoh, S.T.", capacity: "plt" };
const record = (more: Partial<Frame> = {}): Frame => ({
  actor: kabag, recorder: "siti", recorder_name: "Siti Rahmawati", basis: "paper", evidence: { copy: "later" },
  happened: { from: at("09:32"), to: at("09:32"), certainty: "written" }, entered_at: at("15:45"), act: 2, ...more,
});
const pengumuman = { naskah: "N2", kind: "pengumuman", lane: "pengumuman" } as NaskahView;
const letter = { naskah: "N3", kind: "surat-pemberitahuan", lane: "pemberitahuan" } as NaskahView;
const context: HistoryContext = { naskah: [pengumuman, letter], recipients: [], decider: "Kabag", now: at("15:50") };
const entry = (event: Event, frame: Partial<Frame> = {}, more: Partial<HistoryEntry> = {}): HistoryEntry => ({ seq: 5, record: record(frame), event, undone: false, amended: [], amendable: [], ...more });
const decided = (verdict: Extract<Event, { kind: "decided" }>["verdict"]): Event => ({ kind: "decided", step: 5, lane: "pengumuman", revision: 1, body_hash: "h", verdict });

describe("a line of Riwayat", () => {
  it.each([
    [decided({ verdict: "correct", note: "jadwal: terbuka", document: null }), "Plt. Kabag PBJ mengoreksi pengumuman R1: “jadwal: terbuka”."],
    [decided({ verdict: "correct", note: "", document: "ab" }), "Plt. Kabag PBJ mengoreksi pengumuman R1 pada konsep yang dicoret."],
    [decided({ verdict: "approve", signed: true }), "Plt. Kabag PBJ menyetujui dan menandatangani pengumuman R1."],
    [{ kind: "handed_over", step: 7, lane: "pemberitahuan", revision: 2 } as Event, "Surat pemberitahuan R2 dibawa ke Kabag."],
    [{ kind: "held", reason: "aplikasi LKPP gangguan" } as Event, "Usulan ditahan: aplikasi LKPP gangguan."],
    [{ kind: "folder_moved", place: "Sekretaris Daerah" } as Event, "Map dibawa ke Sekretaris Daerah."],
  ])("says what happened in one sentence (%#)", (event, sentence) => {
    expect(historyLine(entry(event), context).sentence).toBe(sentence);
  });

  it.each([
    [{}, "Dicatat Siti Rahmawati dari kertas, 15.45. Salinan menyusul."],
    [{ evidence: { copy: "document", document: "ab" } }, "Dicatat Siti Rahmawati dari kertas, 15.45. Salinan ada."],
    [{ basis: "message" }, "Dicatat Siti Rahmawati dari pesan, 15.45. Belum ada kertasnya."],
    [{ basis: "own", evidence: { copy: "not_needed" } }, "Diputuskan sendiri di aplikasi, 15.45."],
    [{ actor: { who: "staff", account: "siti", name: "Siti Rahmawati" } }, "Dicatat Siti Rahmawati, 15.45."],
  ] as [Partial<Frame>, string][])("says how strong the record is, never as a grade (%#)", (frame, words) => {
    expect(historyLine(entry(decided({ verdict: "approve", signed: false }), frame), context).basis).toBe(words);
  });

  it("names the pelaku where the sentence does not", () => {
    const handed: Event = { kind: "handed_over", step: 4, lane: "pengumuman", revision: 1 };
    expect(historyLine(entry(handed), context).basis).toBe("Pelaku Plt. Kabag PBJ. Dicatat Siti Rahmawati dari kertas, 15.45. Salinan menyusul.");
    expect(historyLine(entry(handed, { actor: { who: "staff", account: "siti", name: "Siti Rahmawati" } }), context).basis, "she is both").toBe("Dicatat Siti Rahmawati, 15.45.");
  });

  it("names a printed sheet, which has no revisions, by its kind", () => {
    const sheet: Event = { kind: "sheet_queued", sheet: "lembar-kendali", document: "ab", printer: "TU", copies: 1 };
    expect(historyLine(entry(sheet), context).sentence).toBe("Lembar kendali diserahkan ke antrean TU.");
    const naskah: Event = { kind: "queued", naskah: "N2", revision: 2, printer: "TU", copies: 1 };
    expect(historyLine(entry(naskah), context).sentence).toBe("Pengumuman R2 diserahkan ke antrean TU.");
  });

  it("never invents an hour", () => {
    const date: Partial<Frame> = { happened: { from: at("07:30"), to: at("16:00"), certainty: "date_only" } };
    expect(historyLine(entry({ kind: "resumed" }, date), context).time).toBe("Sel 10 Nov, jam tidak tertulis");
  });

  it("keeps what stood before a mending, and leaves out what only measures", () => {
    const amended = [{ field: "time", old: "2026-11-10 09.23", reason: "salah baca", recorder: "Siti Rahmawati", at: at("15:48") }];
    const lines = historyLines([entry({ kind: "resumed" }, {}, { amended }), entry({ kind: "measured", step: 2, lane: null, round: 1, low: 1, high: 1, standard: 60, calendar: "", estimated: false })], context);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.amended[0]).toBe("Semula waktu: Sel 10 Nov 09.23. Dibetulkan Siti Rahmawati, 15.48. Alasan: salah baca");
  });
});
