// One naskah being written or read: its form, its live preview, its revision. The konsep is kept while one types; a
// preview that was overtaken by a newer one is thrown away, so that the page never goes backwards.

import { type Fault, asFault, ask } from "$backend";
import type { FieldContent } from "$generated/FieldContent";
import type { LetterDraft } from "$generated/LetterDraft";
import type { LetterExit } from "$generated/LetterExit";
import type { LetterPreview } from "$generated/LetterPreview";
import type { LetterView } from "$generated/LetterView";
import { desk } from "$domain/desk.svelte";
import { letterOut } from "$domain/printing";
import { inTurn } from "$shared/in-turn";
import { t } from "$shared/texts/all";

const SAVE_AFTER = 400;
/** What stands on the letter and is no field of its form. */
const MEMBERS: Record<string, string> = { addressees: t.naskah.recipients.label, signature: t.naskah.sign.signer };

export class LetterDesk {
  readonly usulan: string;
  readonly kind: string;
  /** What keeping and opening are about: a letter that is opened again finds what was typed. */
  readonly #thing: string;
  view = $state.raw<LetterView | undefined>();
  draft = $state<LetterDraft | undefined>();
  preview = $state.raw<LetterPreview | undefined>();
  fault = $state.raw<Fault | undefined>();
  /** The preview could not be made; the last good one stays on the screen. */
  previewFault = $state.raw<Fault | undefined>();
  /** Refusal of locking, revising, using a document. */
  refusal = $state.raw<Fault | undefined>();
  savedAt = $state<string | undefined>();
  unsaved = $state(false);
  /** Keeping did not work; the next key or blur tries again. */
  troubled = $state(false);
  busy = $state(false);
  /** Key of the field in focus: its place gets a thin frame. */
  focused = $state("");
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #drawing = false;
  #wanted = false;
  #last = "";
  #touched = "";
  #saving: Promise<void> = Promise.resolve();

  constructor(usulan: string, kind: string) {
    this.usulan = usulan;
    this.kind = kind;
    this.#thing = `naskah:${usulan}:${kind}`;
  }

  readonly locked = $derived(this.view?.state === "siap" ? this.view.locked : null);
  readonly readOnly = $derived(this.locked !== null || (this.view?.refused ?? null) !== null);
  readonly missing = $derived.by(() => {
    const keys = this.preview?.missing ?? [];
    return keys.map((key) => ({ key, label: this.view?.fields.find((field) => field.key === key)?.label ?? MEMBERS[key] ?? key }));
  });

  async load() {
    try {
      this.#take(await inTurn(this.#thing, () => ask({ ask: "open_letter", usulan: this.usulan, kind: this.kind })));
    } catch (thrown) {
      this.fault = asFault(thrown);
    }
  }

  #take(view: LetterView) {
    this.view = view;
    this.draft = structuredClone(view.draft);
    this.savedAt = view.saved_at ?? undefined;
    this.#last = JSON.stringify(view.draft);
    this.fault = undefined;
    this.refusal = undefined;
    this.preview = undefined;
    if (view.state !== "siap") void this.#draw();
  }

  set(key: string, content: FieldContent) {
    if (this.draft) this.draft.fields[key] = content;
  }

  /** Call on every change of the form: draws, and keeps a little later. */
  touch() {
    const draft = this.#snapshot();
    if (!draft || this.readOnly) return;
    const text = JSON.stringify(draft);
    if (text === this.#last && !this.unsaved) return;
    this.unsaved = true;
    clearTimeout(this.#saveTimer);
    // At once: a drawing takes less than the pause between two keys, and what is overtaken is drawn once.
    if (text !== this.#touched) void this.#draw();
    this.#touched = text;
    this.#saveTimer = setTimeout(() => void this.flush(), SAVE_AFTER);
  }

  #snapshot(): LetterDraft | undefined {
    return this.draft ? ($state.snapshot(this.draft) as LetterDraft) : undefined;
  }

  /** One drawing at a time; what changed meanwhile is drawn after it. */
  async #draw() {
    if (this.#drawing) {
      this.#wanted = true;
      return;
    }
    const draft = this.#snapshot();
    if (!draft) return;
    this.#drawing = true;
    try {
      this.preview = await ask({ ask: "preview_letter", usulan: this.usulan, kind: this.kind, draft });
      this.previewFault = undefined;
    } catch (thrown) {
      this.previewFault = asFault(thrown);
    } finally {
      this.#drawing = false;
    }
    if (this.#wanted) {
      this.#wanted = false;
      await this.#draw();
    }
  }

  redraw() {
    void this.#draw();
  }

  flush(): Promise<void> {
    clearTimeout(this.#saveTimer);
    const draft = this.#snapshot();
    if (!draft || this.readOnly) return this.#saving;
    const text = JSON.stringify(draft);
    if (text === this.#last) {
      this.unsaved = false;
      return this.#saving;
    }
    // Asked for at once, whatever is still on its way: who opens the naskah next must find this.
    this.#saving = inTurn(this.#thing, () => ask({ ask: "save_letter", usulan: this.usulan, kind: this.kind, draft })).then(
      (savedAt) => {
        this.savedAt = savedAt;
        this.#last = text;
        this.unsaved = JSON.stringify(this.#snapshot()) !== text;
        this.troubled = false;
      },
      () => {
        this.unsaved = true;
        this.troubled = true;
      },
    );
    return this.#saving;
  }

  /** Gives the number of the locked revision, or undefined when it was refused. */
  async lock(): Promise<number | undefined> {
    const draft = this.#snapshot();
    if (!draft || !this.view || this.busy) return undefined;
    this.busy = true;
    this.refusal = undefined;
    try {
      await this.flush();
      const locked = await ask({ ask: "lock_letter", usulan: this.usulan, kind: this.kind, seen: this.view.seen, draft });
      void desk.load();
      await this.load();
      return locked.revision;
    } catch (thrown) {
      this.refusal = asFault(thrown);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  async revise() {
    this.busy = true;
    try {
      this.#take(await ask({ ask: "revise_letter", usulan: this.usulan, kind: this.kind }));
    } catch (thrown) {
      this.refusal = asFault(thrown);
    } finally {
      this.busy = false;
    }
  }

  /** The konsep goes over to the template that is in force now. */
  async takeTemplate() {
    await this.flush();
    this.busy = true;
    try {
      this.#take(await ask({ ask: "take_template", usulan: this.usulan, kind: this.kind }));
    } catch (thrown) {
      this.refusal = asFault(thrown);
    } finally {
      this.busy = false;
    }
  }

  async out(exit: LetterExit) {
    await this.flush();
    this.busy = true;
    try {
      const outcome = await letterOut(this.usulan, this.kind, this.locked?.revision ?? null, exit);
      // Printing a locked revision is recorded, so that the next act must know of it.
      if (outcome && this.view) this.view = { ...this.view, seen: outcome.seen };
    } finally {
      this.busy = false;
    }
  }
}
