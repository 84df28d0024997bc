// Drafts kept by the core, per account.

import { ask } from "$backend";
import type { DraftStore } from "$shared/drafts.svelte";

/** `key` names the form: `usulan-baru`, `act:2026-0042:5`. */
export function coreDraft<T>(key: string): DraftStore<T> {
  return {
    async load() {
      const kept = await ask({ ask: "load_draft", key });
      return kept ? { value: kept.body as T, savedAt: kept.saved_at } : undefined;
    },
    save: (value) => ask({ ask: "save_draft", key, body: value as never }),
    async drop() {
      await ask({ ask: "drop_draft", key });
    },
  };
}
