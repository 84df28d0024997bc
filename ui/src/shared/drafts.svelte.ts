// Nothing typed is lost: a form is saved 400 ms after the last key and on blur, and comes back with a line
// "Dilanjutkan dari konsep 09.14" (DESK 10). Where drafts are kept is given in; the core keeps them per account.

export interface KeptDraft<T> {
  value: T;
  /** RFC 3339. */
  savedAt: string;
}

export interface DraftStore<T> {
  load(): Promise<KeptDraft<T> | undefined>;
  /** Gives the time of saving. */
  save(value: T): Promise<string>;
  drop(): Promise<void>;
}

const AFTER_LAST_KEY = 400;

export class Draft<T> {
  /** When it was last saved, for "Tersimpan 09.14"; undefined while nothing is. */
  savedAt = $state<string | undefined>();
  /** When the draft that was found at the start had been saved. */
  resumedFrom = $state<string | undefined>();
  /** Saving did not work; the text stays in the form. */
  troubled = $state(false);
  #store: DraftStore<T>;
  #read: () => T;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = "";
  #saving: Promise<void> = Promise.resolve();

  /** `read` gives the form's present value as plain data. */
  constructor(store: DraftStore<T>, read: () => T) {
    this.#store = store;
    this.#read = read;
    this.#last = JSON.stringify(read());
  }

  /** Gives what was kept, or undefined. */
  async resume(): Promise<T | undefined> {
    const kept = await this.#store.load();
    if (!kept) return undefined;
    this.#last = JSON.stringify(kept.value);
    this.resumedFrom = kept.savedAt;
    this.savedAt = kept.savedAt;
    return kept.value;
  }

  /** Call on every change of the form, e.g. `$effect(() => draft.touch())`; `read` names what it depends on. */
  touch() {
    const text = JSON.stringify(this.#read());
    clearTimeout(this.#timer);
    if (text === this.#last) return;
    this.#timer = setTimeout(() => void this.flush(), AFTER_LAST_KEY);
  }

  /** Saves now: on blur, and before the view is left. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    const value = this.#read();
    const text = JSON.stringify(value);
    if (text === this.#last) return this.#saving;
    this.#last = text;
    this.#saving = this.#saving.then(async () => {
      try {
        this.savedAt = await this.#store.save(value);
        this.troubled = false;
      } catch {
        this.#last = ""; // So that the next key or blur tries again.
        this.troubled = true;
      }
    });
    return this.#saving;
  }

  /** The act is recorded: nothing is left to continue. */
  async drop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#saving;
    this.#last = JSON.stringify(this.#read());
    this.savedAt = undefined;
    this.resumedFrom = undefined;
    await this.#store.drop();
  }
}
