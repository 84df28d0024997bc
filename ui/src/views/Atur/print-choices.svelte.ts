// The printers of this PC and what was chosen for them: shown at once, and kept one choice after another.

import { type Fault, asFault, ask } from "$backend";
import type { PrintChoice } from "$generated/PrintChoice";
import type { PrintersView } from "$generated/PrintersView";
import { inTurn } from "$shared/in-turn";
import { choiceOf, withChoice } from "./printers";

/** What requests about the printers of this PC are about. */
const CHOICES = "printers";

export class PrintChoices {
  view = $state.raw<PrintersView | undefined>();
  /** Why there is nothing to show. */
  fault = $state.raw<Fault | undefined>();
  /** Why the last choice was not kept; what is shown is what was kept before. */
  refusal = $state.raw<Fault | undefined>();
  #kept: PrintersView["choices"] | undefined;

  async load(): Promise<void> {
    try {
      const found = await inTurn(CHOICES, () => ask({ ask: "printers" }));
      // What was chosen meanwhile is on its way, and stays.
      const chosen = this.view && this.view.choices !== this.#kept ? this.view.choices : found.choices;
      this.view = { ...found, choices: chosen };
      this.#kept = found.choices;
      this.fault = undefined;
    } catch (thrown) {
      this.fault = asFault(thrown);
    }
  }

  /** Changes what was chosen for a kind. */
  async set(kind: string, change: Partial<PrintChoice>): Promise<void> {
    if (!this.view) return;
    const before = choiceOf(this.view, kind);
    // A tray of another printer means nothing to this one.
    const moved = change.queue !== undefined && change.queue !== before.queue;
    const choice = { ...before, ...change, ...(moved ? { tray: null, f4_tray: null } : {}) };
    this.view = { ...this.view, choices: withChoice(this.view.choices, kind, choice) };
    this.refusal = undefined;
    const { choices } = this.view;
    try {
      // Whole: one that is still on its way must not arrive after a later one.
      await inTurn(CHOICES, () => ask({ ask: "save_print_choices", choices }));
      this.#kept = choices;
    } catch (thrown) {
      if (this.#kept) this.view = { ...this.view, choices: this.#kept };
      this.refusal = asFault(thrown);
    }
  }
}
