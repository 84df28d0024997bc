// One usulan on the screen: what the core says of it, which step is looked at, and what was found late.

import { type Fault, asFault, ask, onNotice } from "$backend";
import type { LateStep } from "$generated/LateStep";
import type { OpenAct } from "$generated/OpenAct";
import type { PathRow } from "$generated/PathRow";
import type { RecordedActs } from "$generated/RecordedActs";
import type { UsulanView } from "$generated/UsulanView";
import { clock } from "$shared/clock.svelte";
import { roomName } from "./papers";

export class UsulanDesk {
  readonly no: string;
  view = $state.raw<UsulanView | undefined>();
  fault = $state.raw<Fault | undefined>();
  /** What the core says by now while something else recorded meanwhile; taken in by "Perbarui". */
  fresh = $state.raw<UsulanView | undefined>();
  /** The step looked at; 0 shows what the usulan stands at. */
  chosen = $state(0);
  /** Steps found late by the last acts: their cause is asked once. */
  late = $state.raw<LateStep[]>([]);
  /** Counts own records, so that the view can put the focus on what comes next. */
  records = $state(0);
  #busy = 0;

  constructor(no: string, step: number | undefined) {
    this.no = no;
    this.chosen = step ?? 0;
  }

  /** The step shown: the chosen one, else the one of the first act, else the one it stands at. */
  readonly step = $derived.by(() => {
    if (!this.view) return 0;
    return this.chosen || this.view.acts.find((act) => act.step > 0)?.step || this.view.step;
  });

  readonly row: PathRow | undefined = $derived(this.view?.path.find((row) => row.step === this.step));

  /** Acts that can be recorded at the step shown. */
  readonly acts: OpenAct[] = $derived.by(() => this.view?.acts.filter((act) => act.step === this.step && act.key !== "resume" && act.key !== "close") ?? []);

  /** How the deciding post is called in the room, for "serahkan ke Kabag". */
  readonly decider = $derived.by(() => {
    const after = this.view?.path.find((row) => row.kind === "decide" && row.step >= this.step) ?? this.view?.path.find((row) => row.kind === "decide");
    return after ? roomName(after.actor) : "";
  });

  readonly ended = $derived(["selesai", "berkas_lengkap", "tidak_dilanjutkan", "batal"].includes(this.view?.status ?? ""));

  async load() {
    this.#busy += 1;
    try {
      const view = await ask({ ask: "usulan", usulan: this.no });
      this.#take(view);
    } catch (thrown) {
      this.fault = asFault(thrown);
    } finally {
      this.#busy -= 1;
    }
  }

  /** Follows the office: an own act is shown at once, somebody else's waits for "Perbarui". */
  async #follow() {
    if (this.#busy > 0) return;
    try {
      const view = await ask({ ask: "usulan", usulan: this.no });
      if (this.#busy > 0) return;
      if (!this.view || view.seen === this.view.seen) this.#take(view);
      else this.fresh = view;
    } catch {
      // The next notice or the next act asks again.
    }
  }

  follow(): () => void {
    const stop = onNotice(() => void this.#follow());
    const timer = setInterval(() => void this.#follow(), 60_000);
    return () => {
      stop();
      clearInterval(timer);
    };
  }

  /** Work of one's own: its notice is not news. */
  async quietly<R>(work: () => Promise<R>): Promise<R> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
    }
  }

  takeFresh() {
    if (this.fresh) this.#take(this.fresh);
  }

  #take(view: UsulanView) {
    clock.follow(view.now);
    this.view = view;
    this.fresh = undefined;
    this.fault = undefined;
  }

  /** After an own record: what comes next is shown, and a late step is asked about once. */
  recorded(acts: RecordedActs) {
    this.late = acts.late;
    this.chosen = 0;
    void this.load().then(() => (this.records += 1));
  }
}
