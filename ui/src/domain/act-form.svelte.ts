// The form of one act of a step: what is typed, what lacks, the refusal of the core, the deviation, the draft.
// Nothing typed is lost: a refused act keeps everything, and a form that was left comes back.

import { type Fault, asFault } from "$backend";
import type { Deviation } from "$generated/Deviation";
import type { LateStep } from "$generated/LateStep";
import type { RecordedActs } from "$generated/RecordedActs";
import type { Submission } from "$generated/Submission";
import { Draft } from "$shared/drafts.svelte";
import { t } from "$shared/texts/all";
import { record } from "./acts.svelte";
import { coreDraft } from "./drafts";
import { type KeptFrame, type Lack, RecordFrame } from "./record-frame.svelte";
import type { UsulanDesk } from "./usulan.svelte";

/** What an act panel brings: its own fields, and what is made of them. */
export interface ActBody<T> {
  /** The fields as plain data, for the draft. */
  keep(): T;
  resume(kept: T): void;
  /** What lacks beside the frame. */
  lacks(): Lack[];
  /** The acts in order; called only when nothing lacks. */
  submissions(frame: RecordFrame): Submission[];
  /** The toast. */
  said(): string;
  /** Which time field an act of the list has, when it is not the frame's. */
  timeField?(act: number): string | undefined;
}

interface Kept<T> {
  body: T;
  frame: KeptFrame;
}

/** Refusals that are about one field of the frame. */
const FIELD_OF: Record<string, string> = { "act.before_previous": "time", "act.future": "time" };

const emptyDeviation = (): Deviation => ({ missing: "", cause: "", answerable: "", remedy: "" });

export class ActForm<T> {
  readonly desk: UsulanDesk;
  readonly frame: RecordFrame;
  readonly body: ActBody<T>;
  readonly draft: Draft<Kept<T>>;
  busy = $state(false);
  /** The primary button was pressed once: from then on what lacks is said at its field. */
  tried = $state(false);
  fault = $state.raw<Fault | undefined>();
  /** "Lanjutkan dengan penyimpangan" is open. */
  deviation = $state<Deviation | undefined>();
  readonly lacks = $derived.by(() => [...this.body.lacks(), ...this.frame.lacks()]);
  readonly #answerable: string;
  #refusedTime = "";

  constructor(desk: UsulanDesk, name: string, frame: RecordFrame, body: ActBody<T>) {
    this.desk = desk;
    this.frame = frame;
    this.body = body;
    this.#answerable = frame.post?.short ?? "";
    this.draft = new Draft<Kept<T>>(coreDraft(`act:${desk.no}:${name}`), () => ({ body: body.keep(), frame: frame.keep() }));
  }

  async resume() {
    try {
      await this.draft.resume((kept) => {
        this.body.resume(kept.body);
        this.frame.resume(kept.frame);
      });
    } catch {
      // Without the draft the form simply starts empty.
    }
  }

  /** What the foot says after "Belum bisa: ". */
  get notYet(): string[] {
    return this.lacks.filter((lack) => !lack.soft || !this.deviation).map((lack) => lack.words);
  }

  /** The field that the core's refusal is about; its sentence then stands there. */
  get faultField(): string | undefined {
    const field = this.fault && FIELD_OF[this.fault.code];
    return field && (this.body.timeField?.(this.fault?.act ?? 0) ?? field);
  }

  /** The sentence under a field, once one has tried. */
  errorAt(field: string): string | undefined {
    // A refused time is no longer what stands in the field once somebody mends it.
    const mended = field === "time" && JSON.stringify(this.frame.time) !== this.#refusedTime;
    if (this.fault && this.faultField === field && !mended) return this.fault.message;
    return this.tried ? this.lacks.find((lack) => lack.field === field)?.message : undefined;
  }

  get offersDeviation(): boolean {
    return this.fault?.code === "act.missing_paper" && !this.deviation;
  }

  openDeviation() {
    this.deviation = { ...emptyDeviation(), missing: t.common.list((this.fault?.params.papers ?? "").split(",").filter(Boolean).map(t.satuUsulan.deviation.paper)), answerable: this.#answerable };
  }

  get deviationLacks(): Lack[] {
    if (!this.deviation) return [];
    const say = t.satuUsulan.deviation;
    const lacks: Lack[] = [];
    if (!this.deviation.missing.trim()) lacks.push({ words: say.missingMissing, field: "deviation-missing", message: say.missingMissing });
    if (!this.deviation.cause.trim()) lacks.push({ words: say.causeMissing, field: "deviation-cause", message: say.causeMissing });
    return lacks;
  }

  /** Records; gives what was recorded, or undefined when it was refused or something lacks. */
  async submit(): Promise<RecordedActs | undefined> {
    if (this.busy) return undefined;
    this.tried = true;
    if (this.lacks.some((lack) => !lack.soft) || this.deviationLacks.length > 0) return undefined;
    const view = this.desk.view;
    if (!view) return undefined;
    const submissions = this.body.submissions(this.frame);
    const deviating = this.fault?.act ?? 0;
    if (this.deviation && submissions[deviating]) submissions[deviating].deviation = $state.snapshot(this.deviation);
    this.busy = true;
    try {
      const recorded = await this.desk.quietly(() => record(this.desk.no, view.seen, submissions, this.body.said(), () => void this.desk.load()));
      this.fault = undefined;
      this.deviation = undefined;
      this.tried = false;
      await this.draft.drop().catch(() => undefined);
      this.desk.recorded(recorded);
      return recorded;
    } catch (thrown) {
      this.fault = asFault(thrown);
      this.#refusedTime = JSON.stringify(this.frame.time);
      // What was typed stays; the view is taken anew so that the next try knows what changed.
      if (this.fault.code === "act.stale") await this.desk.load();
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}

export type AnyActForm = ActForm<unknown>;
export type { LateStep };
