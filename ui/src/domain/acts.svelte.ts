// Recording: one request, one word about it, and the way back.

import { asFault, ask } from "$backend";
import type { Act } from "$generated/Act";
import type { RecordedActs } from "$generated/RecordedActs";
import type { Submission } from "$generated/Submission";
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
  toasts.show({
    text: said,
    action: recorded.undo_until ? { label: t.common.undo, keys: keymap.undo, run: () => void undo(usulan, recorded.seen, after) } : undefined,
  });
  void desk.load();
  return recorded;
}

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
