// The printers of this PC and what was chosen for them: shown at once, and kept one choice after another.

import { type Fault, asFault, ask } from "$backend";
import type { PrintChoice } from "$generated/PrintChoice";
import type { PrintersView } from "$generated/PrintersView";
import { choiceOf, withChoice } from "./printers";

export class PrintChoices {
  view = $state.raw<PrintersView | undefined>();
  /** Why there is nothing to show. */
  fault = $state.raw<Fault | undefined>();
  /** Why the last choice was not kept; what is shown is what was kept before. */
  refusal = $state.raw<Fault | undefined>();
  /** Choices are kept whole, so that one still on its way must never arrive after a later one. */
  #saving: Promise<void> = Promise.resolve();
  #kept: PrintersView["choices"] | undefined;

  async load(): Promise<void> {
    await this.#saving;
    try {
      this.view = await ask({ ask: "printers" });
      this.#kept = this.view.choices;
      this.fault = undefined;
    } catch (thrown) {
      this.fault = asFault(thrown);
    }
  }

  /** Changes what was chosen for a kind. */
  set(kind: string, change: Partial<PrintChoice>): Promise<void> {
    if (!this.view) return this.#saving;
    const before = choiceOf(this.view, kind);
    // A tray of another printer means nothing to this one.
    const moved = change.queue !== undefined && change.queue !== before.queue;
    const choice = { ...before, ...change, ...(moved ? { tray: null, f4_tray: null } : {}) };
    this.view = { ...this.view, choices: withChoice(this.view.choices, kind, choice) };
    this.refusal = undefined;
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  async #save(): Promise<void> {
    const view = this.view;
    // What was chosen meanwhile went with the choice before.
    if (!view || view.choices === this.#kept) return;
    try {
      await ask({ ask: "save_print_choices", choices: view.choices });
      this.#kept = view.choices;
    } catch (thrown) {
      if (this.#kept) this.view = { ...view, choices: this.#kept };
      this.refusal = asFault(thrown);
    }
  }
}
