// Step kind `decide`: Setuju or Koreksi on each output that lies on the desk. A correction needs a sentence or the
// scribbled draft; an approval of what the post signs is, unless cleared, its signature too.

import type { DocumentView } from "$generated/DocumentView";
import type { LaneDecision } from "$generated/LaneDecision";
import type { OpenOutput } from "$generated/OpenOutput";
import type { Submission } from "$generated/Submission";
import { t } from "$shared/texts/all";
import type { ActBody } from "../act-form.svelte";
import type { Lack, RecordFrame } from "../record-frame.svelte";

export type VerdictChoice = "approve" | "correct";

export interface LaneChoice {
  lane: string;
  kind: string;
  revision: number;
  bodyHash: string;
  signs: boolean;
  verdict: VerdictChoice | undefined;
  /** "sekaligus ditandatangani". */
  signed: boolean;
  note: string;
  document: DocumentView | undefined;
}

export class DecideBody implements ActBody<LaneChoice[]> {
  lanes = $state<LaneChoice[]>([]);

  constructor(outputs: OpenOutput[]) {
    this.lanes = outputs
      .filter((output) => output.approved === null && output.revision !== null && output.body_hash !== null)
      .map((output) => ({
        lane: output.lane, kind: output.kind, revision: output.revision ?? 0, bodyHash: output.body_hash ?? "", signs: output.signs,
        verdict: undefined, signed: output.signs, note: "", document: undefined,
      }));
  }

  choose(lane: LaneChoice, verdict: VerdictChoice) {
    lane.verdict = verdict;
    if (verdict === "approve") lane.signed = lane.signs;
  }

  /** Alt+S and Alt+K: the output in hand, else the first one that is undecided. Gives what was meant. */
  press(verdict: VerdictChoice, inHand: string | undefined): LaneChoice | undefined {
    const lane = this.lanes.find((one) => one.lane === inHand) ?? this.lanes.find((one) => one.verdict === undefined) ?? this.lanes[0];
    if (lane) this.choose(lane, verdict);
    return lane;
  }

  keep(): LaneChoice[] {
    return $state.snapshot(this.lanes) as LaneChoice[];
  }

  /** Only what was said of the very revision that lies on the desk comes back. */
  resume(kept: LaneChoice[]) {
    for (const lane of this.lanes) {
      const before = kept.find((one) => one.lane === lane.lane && one.bodyHash === lane.bodyHash);
      if (before) Object.assign(lane, { verdict: before.verdict, signed: before.signed, note: before.note, document: before.document });
    }
  }

  get decided(): LaneChoice[] {
    return this.lanes.filter((lane) => lane.verdict !== undefined);
  }

  get undecided(): LaneChoice[] {
    return this.lanes.filter((lane) => lane.verdict === undefined);
  }

  lacks(): Lack[] {
    const say = t.satuUsulan.decide;
    const lacks: Lack[] = [];
    if (this.decided.length === 0) lacks.push({ words: say.missing, field: "verdict", message: say.missing });
    for (const lane of this.decided) {
      if (lane.verdict === "correct" && !lane.note.trim() && !lane.document) {
        lacks.push({ words: say.emptyShort(t.names.shortPaper(lane.kind)), field: `note-${lane.lane}`, message: say.empty });
      }
    }
    return lacks;
  }

  decisions(): LaneDecision[] {
    return this.decided.map((lane) => ({
      lane: lane.lane,
      revision: lane.revision,
      body_hash: lane.bodyHash,
      verdict: lane.verdict === "approve"
        ? { verdict: "approve", signed: lane.signs && lane.signed }
        : { verdict: "correct", note: lane.note.trim(), document: lane.document?.document ?? null },
    }));
  }

  submissions(frame: RecordFrame): Submission[] {
    return [frame.submission({ act: "decide", decisions: this.decisions() })];
  }

  said(): string {
    return t.satuUsulan.decide.said;
  }
}
