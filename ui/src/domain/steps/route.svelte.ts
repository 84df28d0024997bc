// Signature and number of one naskah: between the steps when the signer stands outside the SOP, and wherever a signed
// paper comes back. Each is recorded when it exists; none waits for the other.

import type { BoundsView } from "$generated/BoundsView";
import type { NaskahView } from "$generated/NaskahView";
import type { NumberSource } from "$generated/NumberSource";
import type { RevisionView } from "$generated/RevisionView";
import type { Submission } from "$generated/Submission";
import type { UsulanView } from "$generated/UsulanView";
import { t } from "$shared/texts/all";
import { type TimeValue, emptyTime, missingIn } from "$shared/time-value";
import type { ActBody } from "../act-form.svelte";
import type { FramePost, Lack, RecordFrame } from "../record-frame.svelte";
import { typedDay, whenOf } from "../when";

export interface NumberRule {
  source: NumberSource;
  pool: string;
}

export interface KeptRoute {
  signs: boolean;
  numbers: boolean;
  number: string;
  date: string;
  numberedAt: TimeValue;
  doubleReason: string;
}

export class RouteBody implements ActBody<KeptRoute> {
  /** The signature is recorded now. */
  signs = $state(false);
  /** The number is recorded now. */
  numbers = $state(false);
  number = $state("");
  /** As typed; read as a date. */
  date = $state("");
  numberedAt = $state<TimeValue>(emptyTime());
  /** Asked for after the core has said that the number is used already. */
  double = $state(false);
  doubleReason = $state("");
  readonly naskah: NaskahView;
  readonly revision: RevisionView;
  readonly #rule: () => NumberRule;

  constructor(naskah: NaskahView, revision: RevisionView, rule: () => NumberRule) {
    this.naskah = naskah;
    this.revision = revision;
    this.#rule = rule;
    this.signs = this.needsSignature;
    this.numbers = this.needsNumber && !this.needsSignature;
  }

  get rule(): NumberRule {
    return this.#rule();
  }

  get needsSignature(): boolean {
    return this.revision.signed === null;
  }

  get needsNumber(): boolean {
    return this.naskah.numbered && this.revision.number === "";
  }

  get letterDate(): string | undefined {
    return typedDay(this.date) ?? undefined;
  }

  keep(): KeptRoute {
    return $state.snapshot({ signs: this.signs, numbers: this.numbers, number: this.number, date: this.date, numberedAt: this.numberedAt, doubleReason: this.doubleReason });
  }

  resume(kept: KeptRoute) {
    Object.assign(this, kept);
    this.signs &&= this.needsSignature;
    this.numbers &&= this.needsNumber;
  }

  lacks(): Lack[] {
    const say = t.satuUsulan.route;
    const lacks: Lack[] = [];
    if (!this.signs && !this.numbers) lacks.push({ words: say.nothing, field: "route", message: say.nothing });
    if (!this.numbers) return lacks;
    if (this.rule.source === "book" && !this.number.trim()) lacks.push({ words: say.numberMissing, field: "number", message: say.numberMissing });
    if (!this.letterDate) lacks.push({ words: say.dateMissing, field: "date", message: say.dateMissing });
    if (this.needsSignature && whenOf(this.numberedAt) === undefined) lacks.push({ words: t.satuUsulan.record.timeMissing, field: "numbered-at", message: missingIn(this.numberedAt) ?? "" });
    if (this.double && !this.doubleReason.trim()) lacks.push({ words: say.doubleMissing, field: "double", message: say.doubleMissing });
    return lacks;
  }

  submissions(frame: RecordFrame): Submission[] {
    const acts: Submission[] = [];
    const { naskah } = this.naskah;
    const { revision } = this.revision;
    if (this.signs) acts.push(frame.submission({ act: "sign", naskah, revision, place: "" }));
    if (this.numbers) {
      const numbering = {
        naskah, revision, number: this.number.trim(), date: this.letterDate ?? "", source: this.rule.source, pool: this.rule.pool, pattern: "",
        double_reason: this.double ? this.doubleReason.trim() : null,
      };
      const when = this.needsSignature ? whenOf(this.numberedAt) : frame.when;
      acts.push({ ...frame.submission({ act: "number", numbering }, when), actor: null, evidence: { copy: "not_needed" } });
    }
    return acts;
  }

  timeField(act: number): string | undefined {
    return act === 1 ? "numbered-at" : undefined;
  }

  said(): string {
    const say = t.satuUsulan.route;
    if (this.signs && this.numbers) return say.said;
    return this.signs ? say.saidSign : this.number ? say.saidNumber(this.number.trim()) : say.said;
  }
}

/** The post that signs a revision, as the locked revision names it. */
export function signerPost(view: UsulanView, naskah: NaskahView, revision: number): FramePost | undefined {
  for (const entry of view.history) {
    if (entry.event.kind !== "revision_ready" || entry.undone) continue;
    const ready = entry.event.revision;
    if (ready.naskah === naskah.naskah && ready.revision === revision) return ready.signer ? { id: ready.signer, short: naskah.signer || ready.signer } : undefined;
  }
  return undefined;
}

/** Between when a signature can lie: from the locking to now. */
export function signBounds(revision: RevisionView, now: string): BoundsView {
  return { earliest: revision.ready.from, after: "revision_ready", latest: now };
}
