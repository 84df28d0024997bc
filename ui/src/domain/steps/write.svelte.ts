// Step kind `write`: the checklist is answered, the outputs reach the desk of the one who decides.

import type { Checklist } from "$generated/Checklist";
import type { NaskahView } from "$generated/NaskahView";
import type { OpenAct } from "$generated/OpenAct";
import type { Submission } from "$generated/Submission";
import { t } from "$shared/texts/all";
import type { ActBody } from "../act-form.svelte";
import { kindOfLane } from "../papers";
import type { Lack, RecordFrame } from "../record-frame.svelte";

export interface KeptWrite {
  answers: Checklist["answers"];
  complete: boolean | undefined;
  note: string;
}

export interface WriteSources {
  act: OpenAct;
  naskah: NaskahView[];
  /** The checklist as recorded; null while it was not. */
  checklist: Checklist | null;
  /** Its items; empty at a step without one. */
  items: string[];
  decider: string;
  /** The telaah that is ready says "belum layak": nothing else is needed beside it. */
  negative: boolean;
}

export class WriteBody implements ActBody<KeptWrite> {
  answers = $state<Checklist["answers"]>({});
  complete = $state<boolean | undefined>();
  note = $state("");
  /** Follows the view: a revision locked meanwhile is handed over with the rest. */
  readonly #sources: () => WriteSources;

  constructor(sources: () => WriteSources) {
    this.#sources = sources;
    const known = sources().checklist;
    if (!known) return;
    this.answers = { ...known.answers };
    this.complete = known.complete;
    this.note = known.note;
  }

  keep(): KeptWrite {
    return $state.snapshot({ answers: this.answers, complete: this.complete, note: this.note });
  }

  resume(kept: KeptWrite) {
    this.answers = kept.answers;
    this.complete = kept.complete;
    this.note = kept.note;
  }

  lacks(): Lack[] {
    const { act, items, negative } = this.#sources();
    const say = t.satuUsulan;
    const lacks: Lack[] = [];
    if (items.length > 0 && this.complete === undefined) lacks.push({ words: say.write.resultMissing, field: "checklist", message: say.write.resultMissing, soft: true });
    if (this.complete === false && !this.note.trim()) lacks.push({ words: say.write.reasonMissing, field: "checklist-note", message: say.write.reasonMissing });
    for (const key of negative ? [] : act.missing.filter((one) => one !== "checklist")) {
      lacks.push({ words: say.missing(key), field: "outputs", message: say.missing(key) });
    }
    return lacks;
  }

  /** Outputs that are handed over now. */
  get outputs() {
    return this.#sources().act.outputs.filter((output) => output.revision !== null && output.approved === null);
  }

  submissions(frame: RecordFrame): Submission[] {
    const { checklist } = this.#sources();
    const outputs = this.outputs.map((output) => ({ lane: output.lane, revision: output.revision ?? 0 }));
    const handed = frame.submission({ act: "hand_over", outputs });
    const answered: Checklist | undefined = this.complete === undefined ? undefined : { answers: { ...this.answers }, complete: this.complete, note: this.complete ? "" : this.note.trim() };
    if (!answered || JSON.stringify(answered) === JSON.stringify(checklist)) return [handed];
    return [frame.submission({ act: "answer_checklist", checklist: answered }), handed];
  }

  said(): string {
    const { naskah, decider } = this.#sources();
    return t.satuUsulan.write.said(this.outputs.map((output) => kindOfLane(naskah, output.lane)), decider);
  }
}
