// An act with nothing to fill in but its frame, e.g. receiving the disposisi.

import type { Act } from "$generated/Act";
import type { Submission } from "$generated/Submission";
import type { ActBody } from "../act-form.svelte";
import type { Lack, RecordFrame } from "../record-frame.svelte";

export class PlainBody implements ActBody<null> {
  readonly #act: Act;
  readonly #said: string;

  constructor(act: Act, said: string) {
    this.#act = act;
    this.#said = said;
  }

  keep(): null {
    return null;
  }
  resume(): void {
    // Nothing of its own.
  }
  lacks(): Lack[] {
    return [];
  }
  submissions(frame: RecordFrame): Submission[] {
    return [frame.submission(this.#act)];
  }
  said(): string {
    return this.#said;
  }
}
