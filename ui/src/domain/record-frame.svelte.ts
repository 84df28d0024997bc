// The frame of a record as it is being filled: who, on what ground, when, and the copy of the paper (DESK 2.1).

import type { Act } from "$generated/Act";
import type { Basis } from "$generated/Basis";
import type { BoundsView } from "$generated/BoundsView";
import type { DocumentView } from "$generated/DocumentView";
import type { Evidence } from "$generated/Evidence";
import type { Submission } from "$generated/Submission";
import type { When } from "$generated/When";
import { clock } from "$shared/clock.svelte";
import { t } from "$shared/texts/all";
import { type Bounds, type TimeValue, emptyTime, missingIn } from "$shared/time-value";
import { boundsOf, whenOf } from "./when";
import type { OfficialChoice } from "./OfficialPicker.svelte";

/** What is still empty, with the words after "Belum bisa: " and the field to go to. */
export interface Lack {
  words: string;
  field: string;
  /** The sentence under the field. */
  message: string;
  /** Only said: the core decides, and may offer to go on with a deviation. */
  soft?: true;
}

export interface FramePost {
  id: string;
  short: string;
}

export interface FrameOptions {
  /** The post that acts; none for what needs no post. */
  post: FramePost | undefined;
  /** The account is the holder: one line, prefilled with now. */
  own: boolean;
  /** Between when it can lie; asked anew whenever the view is. */
  bounds?: () => BoundsView | undefined;
  /** Whether the act leaves a paper of which a copy is wanted. */
  copy?: boolean;
}

/** What a draft keeps of a frame. */
export interface KeptFrame {
  official?: OfficialChoice;
  basis: Basis;
  time: TimeValue;
  document?: DocumentView;
  later: boolean;
  changed: boolean;
}

export class RecordFrame {
  readonly post: FramePost | undefined;
  readonly own: boolean;
  readonly copy: boolean;
  readonly #bounds: () => BoundsView | undefined;
  official = $state<OfficialChoice | undefined>();
  /** Somebody chose the person; else it is whoever the picker found, and nothing to keep. */
  officialChosen = $state(false);
  basis = $state<Basis>("paper");
  time = $state<TimeValue>(emptyTime());
  document = $state<DocumentView | undefined>();
  /** "menyusul": the paper exists, its copy follows. */
  later = $state(true);
  /** An own act whose time is not simply now. */
  changed = $state(false);

  constructor(options: FrameOptions) {
    this.post = options.post;
    this.own = options.own;
    this.copy = options.copy ?? false;
    this.#bounds = options.bounds ?? (() => undefined);
    this.basis = options.own ? "own" : "paper";
  }

  get bounds(): Bounds {
    const view = this.#bounds();
    return { from: view ? boundsOf(view).from : null, to: { at: clock.now, what: t.time.isNow } };
  }

  /** The date on which the actor must have held the post. */
  get date(): string {
    return (this.changed || !this.own) && this.time.date ? this.time.date : clock.now.slice(0, 10);
  }

  get when(): When | undefined {
    return this.own && !this.changed ? { certainty: "now" } : whenOf(this.time);
  }

  lacks(): Lack[] {
    const lacks: Lack[] = [];
    const say = t.satuUsulan.record;
    if (this.when === undefined) lacks.push({ words: say.timeMissing, field: "time", message: missingIn(this.time) ?? t.time.missingHour });
    if (this.copyAsked && !this.document && !this.later) lacks.push({ words: say.copyMissing, field: "copy", message: say.copyMissing });
    return lacks;
  }

  get copyAsked(): boolean {
    return this.copy && this.basis !== "own";
  }

  get evidence(): Evidence {
    if (!this.copyAsked) return { copy: "not_needed" };
    return this.document ? { copy: "document", document: this.document.document } : { copy: "later" };
  }

  /** The act in this frame; only to be called when nothing lacks. */
  submission(act: Act, when = this.when): Submission {
    return {
      act,
      actor: this.official && this.post ? { ...$state.snapshot(this.official) } : null,
      basis: this.basis,
      evidence: this.evidence,
      when: when ?? { certainty: "now" },
      deviation: null,
    };
  }

  keep(): KeptFrame {
    return $state.snapshot({ official: this.officialChosen ? this.official : undefined, basis: this.basis, time: this.time, document: this.document, later: this.later, changed: this.changed }) as KeptFrame;
  }

  resume(kept: KeptFrame) {
    if (kept.official) {
      this.official = kept.official;
      this.officialChosen = true;
    }
    this.basis = this.own ? "own" : kept.basis;
    this.time = kept.time;
    this.document = kept.document;
    this.later = kept.later;
    this.changed = kept.changed;
  }
}
