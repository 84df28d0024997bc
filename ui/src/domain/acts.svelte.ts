// Recording: one request, one word about it, and the way back.

import { asFault, ask } from "$backend";
import type { Act } from "$generated/Act";
import type { RecordedActs } from "$generated/RecordedActs";
import type { Submission } from "$generated/Submission";
import { clock } from "$shared/clock.svelte";
import { keymap } from "$shared/keys";
import { t } from "$shared/texts/id";
import { toasts } from "$shared/toast.svelte";
import { desk } from "./desk.svelte";

/** An act done in the application, now, by the one at the keyboard. */
export function own(act: Act): Submission {
  return { act, actor: null, basis: "own", evidence: { copy: "not_needed" }, when: { certainty: "now" }, deviation: null };
}

/** Records acts, all or none; throws a `Fault`. `said` is the toast, with "Urungkan" while that is possible. */
export async function record(usulan: string, seen: number, acts: Submission[], said: string, after?: () => void): Promise<RecordedActs> {
  const recorded = await ask({ ask: "record", usulan, seen, acts });
  lastAct.keep(recorded, after);
  toasts.show({
    text: said,
    action: recorded.undo_until ? { label: t.common.undo, keys: keymap.undo, run: () => void lastAct.undo() } : undefined,
  });
  void desk.load();
  return recorded;
}

class LastAct {
  #act = $state.raw<{ usulan: string; seen: number; until: string; after?: () => void } | undefined>();

  /** Whether this account's last act can still be taken back. */
  get possible(): boolean {
    return this.#act !== undefined && Date.parse(clock.now) <= Date.parse(this.#act.until);
  }

  keep(recorded: RecordedActs, after?: () => void) {
    this.#act = recorded.undo_until ? { usulan: recorded.usulan, seen: recorded.seen, until: recorded.undo_until, after } : undefined;
  }

  async undo() {
    const act = this.#act;
    this.#act = undefined;
    toasts.close();
    if (act) await undo(act.usulan, act.seen, act.after);
  }
}

/** What Ctrl+Z takes back, also after the word about it has gone: within ten minutes, before the next event. */
export const lastAct = new LastAct();

/** Takes back the recorder's own last act of an usulan. */
export async function undo(usulan: string, seen: number, after?: () => void): Promise<void> {
  try {
    await ask({ ask: "record", usulan, seen, acts: [own({ act: "undo" })] });
    toasts.show({ text: t.acts.undone });
    void desk.load();
    after?.();
  } catch (thrown) {
    const fault = asFault(thrown);
    toasts.show({ text: fault.unforeseen ? t.common.unknown : fault.message });
  }
}
