// What this account typed for a new usulan and has not registered yet ("Usulan › Konsep").

import { ask } from "$backend";

/** Under which key the form of a new usulan keeps what is typed. */
export const NEW_USULAN = "usulan-baru";

interface Typed {
  name: string;
  savedAt: string;
  body: unknown;
}

class Unregistered {
  found = $state.raw<Typed | undefined>();

  async load(): Promise<void> {
    try {
      const kept = await ask({ ask: "load_draft", key: NEW_USULAN });
      const body = kept?.body as { name?: unknown } | undefined;
      this.found = kept ? { name: typeof body?.name === "string" ? body.name.trim() : "", savedAt: kept.saved_at, body: kept.body } : undefined;
    } catch {
      this.found = undefined; // The register itself says what is wrong with the office.
    }
  }

  /** Throws it away; gives the way back. */
  async drop(): Promise<() => Promise<void>> {
    const dropped = this.found;
    await ask({ ask: "drop_draft", key: NEW_USULAN });
    this.found = undefined;
    return async () => {
      if (dropped) await ask({ ask: "save_draft", key: NEW_USULAN, body: dropped.body as never });
      await this.load();
    };
  }
}

export const unregistered = new Unregistered();
