// Step kind `dispose`: what the Kabag ticked on the sheet, and, if it was at once, the receiver's paraf.

import type { Submission } from "$generated/Submission";
import { t } from "$shared/texts/all";
import { recorded } from "$shared/texts/recorded";
import { type TimeValue, emptyTime, missingIn } from "$shared/time-value";
import type { ActBody } from "../act-form.svelte";
import type { Lack, RecordFrame } from "../record-frame.svelte";
import { typedDay, whenOf } from "../when";

export interface KeptDispose {
  to: string[];
  instructions: string[];
  note: string;
  deadline: string;
  both: boolean;
  acceptedAt: TimeValue;
}

export class DisposeBody implements ActBody<KeptDispose> {
  to = $state<string[]>([]);
  instructions = $state<string[]>([]);
  note = $state("");
  deadline = $state("");
  /** "Sekaligus diterima Sub Koordinator pukul …". */
  both = $state(false);
  acceptedAt = $state<TimeValue>(emptyTime());

  constructor(receiver: string) {
    this.to = receiver ? [receiver] : [];
    this.instructions = recorded.instructions.slice(0, 1);
  }

  keep(): KeptDispose {
    return $state.snapshot({ to: this.to, instructions: this.instructions, note: this.note, deadline: this.deadline, both: this.both, acceptedAt: this.acceptedAt });
  }

  resume(kept: KeptDispose) {
    Object.assign(this, kept);
  }

  lacks(): Lack[] {
    const say = t.satuUsulan.dispose;
    const lacks: Lack[] = [];
    if (this.to.length === 0) lacks.push({ words: say.toMissing, field: "to", message: say.toMissing });
    if (typedDay(this.deadline) === undefined) lacks.push({ words: say.deadlineMissing, field: "deadline", message: say.deadlineMissing });
    if (this.both && whenOf(this.acceptedAt) === undefined) lacks.push({ words: say.acceptMissing, field: "accepted", message: missingIn(this.acceptedAt) ?? say.acceptMissing });
    return lacks;
  }

  submissions(frame: RecordFrame): Submission[] {
    const disposition = { to: [...this.to], instructions: [...this.instructions], note: this.note.trim(), deadline: typedDay(this.deadline) ?? null };
    const disposed = frame.submission({ act: "dispose", disposition });
    if (!this.both) return [disposed];
    // The receiver is another post: its holder on that date, from the same paper.
    return [disposed, { ...frame.submission({ act: "accept_disposition" }, whenOf(this.acceptedAt)), actor: null }];
  }

  timeField(act: number): string | undefined {
    return act === 1 ? "accepted" : undefined;
  }

  said(): string {
    return this.both ? t.satuUsulan.dispose.saidBoth : t.satuUsulan.dispose.said;
  }
}
