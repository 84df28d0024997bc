// The answers of the first run: kept as one types, shown as a letter, and made into an office.

import { type Fault, asFault, ask } from "$backend";
import type { LetterPreview } from "$generated/LetterPreview";
import type { OpenedOffice } from "$generated/OpenedOffice";
import type { PlaceView } from "$generated/PlaceView";
import type { StartAnswers } from "$generated/StartAnswers";
import type { StartView } from "$generated/StartView";
import { Draft, type DraftStore } from "$shared/drafts.svelte";
import { inTurn } from "$shared/in-turn";

/** After the last key, until the example is drawn anew. */
const DRAW_AFTER = 150;
export const LAST = 5;

export class StartDesk {
  view = $state.raw<StartView | undefined>();
  answers = $state<StartAnswers | undefined>();
  place = $state.raw<PlaceView | undefined>();
  /** What could not be done; what was typed stays. */
  fault = $state.raw<Fault | undefined>();
  example = $state.raw<LetterPreview | undefined>();
  made = $state.raw<OpenedOffice | undefined>();
  busy = $state(false);
  /** Opened before the office was made: the answers of an earlier time. */
  resumed = $state<string | undefined>();
  #draft: Draft<StartAnswers | undefined> | undefined;
  #drawing: ReturnType<typeof setTimeout> | undefined;
  #drawn = "";

  async load() {
    try {
      this.fault = undefined;
      const view = await ask({ ask: "start" });
      this.view = view;
      this.answers = view.answers;
      this.place = view.place;
      this.resumed = view.saved_at && view.answers.screen > 1 ? view.saved_at : undefined;
      this.#draft = new Draft(store, () => $state.snapshot(this.answers) as StartAnswers | undefined);
    } catch (thrown) {
      this.fault = asFault(thrown);
    }
  }

  get savedAt(): string | undefined {
    return this.#draft?.savedAt ?? this.resumed;
  }

  get troubled(): boolean {
    return this.#draft?.troubled ?? false;
  }

  get screen(): number {
    return this.answers?.screen ?? 1;
  }

  go(screen: number) {
    if (!this.answers) return;
    this.fault = undefined;
    this.answers.screen = Math.min(LAST, Math.max(1, screen));
    void this.#draft?.flush();
  }

  /** Call on every change, from an effect. */
  touch() {
    this.#draft?.touch();
  }

  async flush() {
    await this.#draft?.flush();
  }

  /** Draws the example of a kind when the answers have changed. */
  draw(kind: string) {
    if (!this.answers) return;
    const answers = $state.snapshot(this.answers) as StartAnswers;
    const wanted = `${kind} ${JSON.stringify({ ...answers, screen: 0 })}`;
    if (wanted === this.#drawn) return;
    clearTimeout(this.#drawing);
    this.#drawing = setTimeout(() => void this.#draw(wanted, answers, kind), this.example ? DRAW_AFTER : 0);
  }

  async #draw(wanted: string, answers: StartAnswers, kind: string) {
    this.#drawn = wanted;
    try {
      const drawn = await ask({ ask: "preview_start", answers, kind });
      if (this.#drawn === wanted) this.example = drawn;
    } catch {
      // The last example stays; what is wrong is said at the field, or when the office is made.
    }
  }

  async pickLambang() {
    await this.#doing(async () => {
      const lambang = await ask({ ask: "pick_start_lambang" });
      if (lambang && this.answers) this.answers.office.lambang = lambang;
    });
  }

  async pickPlace() {
    await this.#doing(async () => {
      await this.flush();
      this.place = (await ask({ ask: "pick_place" })) ?? this.place;
    });
  }

  async usualPlace() {
    await this.#doing(async () => {
      await this.flush();
      this.place = await ask({ ask: "usual_place" });
    });
  }

  async create() {
    await this.#doing(async () => {
      if (!this.answers || this.made) return;
      await this.flush();
      this.made = await ask({ ask: "create_office", answers: $state.snapshot(this.answers) as StartAnswers });
      this.#draft = undefined;
    });
  }

  /** Something that may be refused, one at a time. */
  async doing(work: () => Promise<unknown>) {
    await this.#doing(work);
  }

  async #doing(work: () => Promise<unknown>) {
    if (this.busy) return;
    this.busy = true;
    this.fault = undefined;
    try {
      await work();
    } catch (thrown) {
      this.fault = asFault(thrown);
    } finally {
      this.busy = false;
    }
  }
}

const store: DraftStore<StartAnswers | undefined> = {
  load: (take) => Promise.resolve(take(undefined)),
  save: (value) =>
    inTurn("start", () => {
      const answers = value();
      return answers ? ask({ ask: "save_start", answers }) : Promise.reject(new Error("nothing to keep"));
    }),
  drop: () => Promise.resolve(),
};
