// Drafts kept by the core, per account.

import { ask } from "$backend";
import type { DraftStore } from "$shared/drafts.svelte";
import { inTurn } from "$shared/in-turn";

/** `key` names the form: `usulan-baru`, `act:2026-0042:5`. */
export function coreDraft<T>(key: string): DraftStore<T> {
  const draft = `draft:${key}`;
  return {
    load: (take) =>
      inTurn(draft, async () => {
        const kept = await ask({ ask: "load_draft", key });
        take(kept ? { value: kept.body as T, savedAt: kept.saved_at } : undefined);
      }),
    save: (value) => inTurn(draft, () => ask({ ask: "save_draft", key, body: value() as never })),
    async drop() {
      await inTurn(draft, () => ask({ ask: "drop_draft", key }));
    },
  };
}
