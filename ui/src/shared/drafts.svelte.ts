// Nothing typed is lost: a form is saved 400 ms after the last key and on blur, and comes back with a line
// "Dilanjutkan dari konsep 09.14" (DESK 10). Where drafts are kept is given in; the core keeps them per account.

export interface KeptDraft<T> {
  value: T;
  /** RFC 3339. */
  savedAt: string;
}

/** Where drafts are kept. What is asked of it first it does first, and one thing at a time. */
export interface DraftStore<T> {
  /** Gives `take` what is kept, before it does anything that was asked of it later. */
  load(take: (kept: KeptDraft<T> | undefined) => void): Promise<void>;
  /** Keeps what `value` gives when its turn has come, and gives the time of saving. */
  save(value: () => T): Promise<string>;
  drop(): Promise<void>;
}

const AFTER_LAST_KEY = 400;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** What was kept, and over it what was typed since the form began: field by field, a list as a whole. */
function typedOver(kept: unknown, begun: unknown, now: unknown): unknown {
  if (JSON.stringify(now) === JSON.stringify(begun)) return kept;
  if (!isRecord(kept) || !isRecord(begun) || !isRecord(now)) return now;
  const fields = Object.entries(now).map(([name, value]) => [name, name in kept ? typedOver(kept[name], begun[name], value) : value]);
  return { ...kept, ...Object.fromEntries(fields) };
}

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

  /**
   * Gives `take` what was kept, if anything was. Call it before anything can be typed: whoever types before what was kept is
   * there then loses neither.
   */
  async resume(take: (kept: T) => void): Promise<void> {
    const begun: unknown = JSON.parse(this.#last);
    await this.#store.load((kept) => {
      if (!kept) return;
      const value = typedOver(kept.value, begun, this.#read()) as T;
      this.#last = JSON.stringify(kept.value);
      this.resumedFrom = kept.savedAt;
      this.savedAt = kept.savedAt;
      take(value);
    });
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
    const text = JSON.stringify(this.#read());
    if (text === this.#last) return this.#saving;
    this.#last = text;
    // Asked for at once, whatever is still on its way: a form that is opened next must find this one's words.
    this.#saving = this.#store.save(() => this.#read()).then(
      (savedAt) => {
        this.savedAt = savedAt;
        this.troubled = false;
      },
      () => {
        this.#last = ""; // So that the next key or blur tries again.
        this.troubled = true;
      },
    );
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
