// Catat susulan: the rows of one usulan as they are copied from the lembar kendali. Empty rows are skipped; what is
// recorded is recorded whole or not at all.

import type { Act } from "$generated/Act";
import type { DocumentView } from "$generated/DocumentView";
import type { Submission } from "$generated/Submission";
import type { SusulanCase } from "$generated/SusulanCase";
import type { SusulanRow } from "$generated/SusulanRow";
import { whenOf } from "$domain/when";
import { clock } from "$shared/clock.svelte";
import { t } from "$shared/texts/all";
import { isoOf } from "$shared/time";
import type { Certainty, TimeValue } from "$shared/time-value";
import { readDay, readHour } from "$shared/typed-time";

export const COLUMNS = ["date", "hour", "certainty", "basis", "copy"] as const;
export type Column = (typeof COLUMNS)[number];

export interface LaneCells {
  lane: string;
  kind: string;
  revision: number;
  bodyHash: string;
  signs: boolean;
  verdict: "approve" | "correct";
  note: string;
}

export interface Cells {
  date: string;
  hour: string;
  certainty: Certainty;
  basis: "paper" | "message";
  copy: "later" | "attached";
  document: DocumentView | undefined;
  lanes: LaneCells[];
  /** What the core said of this row. */
  refused: string;
}

/** Acts whose record is nothing but who, when, and which paper. */
const PLAIN = new Set(["dispose", "accept_disposition", "hand_over", "decide", "sign"]);

export function recordable(row: SusulanRow): boolean {
  return PLAIN.has(row.key) && row.missing.length === 0;
}

export class SusulanGrid {
  readonly of: SusulanCase;
  cells = $state<Cells[]>([]);
  tried = $state(false);

  constructor(of: SusulanCase) {
    this.of = of;
    this.cells = of.rows.map((row) => ({
      date: "", hour: "", certainty: "exact", basis: "paper", copy: "later", document: undefined, refused: "",
      lanes: row.key !== "decide" ? [] : row.outputs.filter((output) => output.approved === null && output.revision !== null).map((output) => ({
        lane: output.lane, kind: output.kind, revision: output.revision ?? 0, bodyHash: output.body_hash ?? "", signs: output.signs, verdict: "approve", note: "",
      })),
    }));
  }

  rowAt(index: number): SusulanRow | undefined {
    return this.of.rows[index];
  }

  filled(index: number): boolean {
    const cells = this.cells[index];
    const row = this.of.rows[index];
    return cells !== undefined && row !== undefined && recordable(row) && (cells.date.trim() !== "" || cells.hour.trim() !== "");
  }

  /** What the cells mean; a date alone in the hour's cell ("kemarin 1530") names the day too. */
  time(index: number): TimeValue | undefined {
    const cells = this.cells[index];
    if (!cells) return undefined;
    const hour = readHour(cells.hour, clock.wall);
    const day = readDay(cells.date, clock.wall);
    if (hour.kind === "now") return { date: isoOf(clock.wall), hour: clock.now.slice(11, 16), certainty: cells.certainty };
    const date = day.kind === "day" ? isoOf(day.day) : hour.kind !== "hour" ? "" : hour.day ? isoOf(hour.day) : this.impliedDate(index);
    const clockTime = hour.kind === "hour" ? `${String(hour.hour).padStart(2, "0")}:${String(hour.minute).padStart(2, "0")}` : "";
    return { date, hour: clockTime, certainty: cells.certainty };
  }

  /** The day of an hour written alone: that of the row above, as on the sheet, else today. */
  impliedDate(index: number): string {
    const above = readDay(this.cells[index - 1]?.date ?? "", clock.wall);
    return isoOf(above.kind === "day" ? above.day : clock.wall);
  }

  /** Why a filled row cannot be recorded; empty when it can. */
  problem(index: number): string {
    const cells = this.cells[index];
    if (!cells || !this.filled(index)) return "";
    const say = t.susulan;
    if (readDay(cells.date, clock.wall).kind === "unclear") return say.unreadDate;
    if (cells.certainty !== "date" && readHour(cells.hour, clock.wall).kind === "unclear") return say.unreadHour;
    const time = this.time(index);
    if (!time?.date) return say.needsDate;
    if (whenOf(time) === undefined) return say.needsHour;
    const empty = cells.lanes.find((lane) => lane.verdict === "correct" && !lane.note.trim());
    return empty ? t.satuUsulan.decide.empty : "";
  }

  get ready(): number[] {
    return this.of.rows.flatMap((_, index) => (this.filled(index) && this.problem(index) === "" ? [index] : []));
  }

  get wrong(): number[] {
    return this.of.rows.flatMap((_, index) => (this.problem(index) !== "" ? [index] : []));
  }

  get skipped(): number[] {
    return this.of.rows.flatMap((row, index) => (this.filled(index) ? [] : [row.step])).filter((step, index, all) => all.indexOf(step) === index);
  }

  /** `Ctrl+'`: what stands in the cell above. */
  repeat(index: number, column: Column) {
    const above = this.cells[index - 1];
    const here = this.cells[index];
    if (above && here) Object.assign(here, { [column]: above[column] });
  }

  #act(row: SusulanRow, cells: Cells): Act {
    switch (row.key) {
      case "accept_disposition": return { act: "accept_disposition" };
      case "hand_over":
        return { act: "hand_over", outputs: row.outputs.filter((output) => output.revision !== null && output.approved === null).map((output) => ({ lane: output.lane, revision: output.revision ?? 0 })) };
      case "decide":
        return {
          act: "decide",
          decisions: cells.lanes.map((lane) => ({
            lane: lane.lane, revision: lane.revision, body_hash: lane.bodyHash,
            verdict: lane.verdict === "approve" ? { verdict: "approve" as const, signed: lane.signs } : { verdict: "correct" as const, note: lane.note.trim(), document: null },
          })),
        };
      case "sign": {
        const output = row.outputs[0];
        return { act: "sign", naskah: output?.naskah ?? "", revision: output?.revision ?? 0, place: "" };
      }
      default: return { act: "dispose", disposition: { to: [], instructions: [], note: "", deadline: null } };
    }
  }

  /** One act per ready row, in the order of the sheet. */
  submissions(): Submission[] {
    return this.ready.flatMap((index): Submission[] => {
      const row = this.of.rows[index];
      const cells = this.cells[index];
      const time = this.time(index);
      const when = time && whenOf(time);
      if (!row || !cells || !when) return [];
      return [{
        act: this.#act(row, $state.snapshot(cells) as Cells),
        actor: null,
        basis: cells.basis,
        evidence: cells.document ? { copy: "document", document: cells.document.document } : row.key === "hand_over" ? { copy: "not_needed" } : { copy: "later" },
        when,
        deviation: null,
      }];
    });
  }

  keep(): Cells[] {
    return $state.snapshot(this.cells) as Cells[];
  }

  resume(kept: Cells[]) {
    kept.forEach((cells, index) => {
      const here = this.cells[index];
      if (!here) return;
      Object.assign(here, { date: cells.date, hour: cells.hour, certainty: cells.certainty, basis: cells.basis, copy: cells.copy, document: cells.document, refused: "" });
      for (const lane of here.lanes) {
        const before = cells.lanes.find((one) => one.lane === lane.lane && one.bodyHash === lane.bodyHash);
        if (before) Object.assign(lane, { verdict: before.verdict, note: before.note });
      }
    });
  }
}
