// Settings: loaded once, saved as one types. What is typed is never overwritten by an answer.

import { type Fault, asFault, ask } from "$backend";
import type { Settings } from "$generated/Settings";
import { forgetNumberRules } from "$domain/steps/number-rule.svelte";

const AFTER = 600;

export type Part = "office" | "posts" | "accounts" | "agencies" | "recipient_lists" | "numbers" | "calendar";

export class SettingsDesk {
  value = $state<Settings | undefined>();
  fault = $state.raw<Fault | undefined>();
  /** A refusal of the last saving; what was typed stays. */
  refusal = $state.raw<Fault | undefined>();
  saving = $state(false);
  unsaved = $state(false);
  #timers: Partial<Record<Part, ReturnType<typeof setTimeout>>> = {};
  #last: Partial<Record<Part, string>> = {};

  async load() {
    try {
      const settings = await ask({ ask: "settings" });
      this.value = settings;
      for (const part of ["office", "posts", "accounts", "agencies", "recipient_lists", "numbers", "calendar"] as const) this.#last[part] = JSON.stringify(settings[part]);
      this.fault = undefined;
    } catch (thrown) {
      this.fault = asFault(thrown);
    }
  }

  get readOnly(): boolean {
    return (this.value?.refused ?? null) !== null;
  }

  /** Call on every change of a part, e.g. `$effect(() => settings.touch("office"))`. */
  touch(part: Part) {
    if (!this.value) return;
    const text = JSON.stringify($state.snapshot(this.value[part]));
    clearTimeout(this.#timers[part]);
    if (text === this.#last[part] || this.readOnly) return;
    this.unsaved = true;
    this.#timers[part] = setTimeout(() => void this.save(part), AFTER);
  }

  /** Saves a part now; gives whether it was taken. */
  async save(part: Part): Promise<boolean> {
    clearTimeout(this.#timers[part]);
    if (!this.value) return false;
    const value = $state.snapshot(this.value) as Settings;
    const text = JSON.stringify(value[part]);
    if (text === this.#last[part]) return true;
    this.saving = true;
    try {
      await this.#send(part, value);
      this.#last[part] = text;
      this.refusal = undefined;
      this.unsaved = JSON.stringify($state.snapshot(this.value[part])) !== text;
      if (part === "posts") await this.#notes();
      if (part === "numbers") forgetNumberRules();
      return true;
    } catch (thrown) {
      this.refusal = asFault(thrown);
      return false;
    } finally {
      this.saving = false;
    }
  }

  async #send(part: Part, value: Settings) {
    switch (part) {
      case "office": return ask({ ask: "save_office", office: value.office });
      case "posts": return ask({ ask: "save_posts", posts: value.posts });
      case "accounts": return ask({ ask: "save_accounts", accounts: value.accounts });
      case "agencies": return ask({ ask: "save_agencies", agencies: value.agencies });
      case "recipient_lists": return ask({ ask: "save_recipient_lists", lists: value.recipient_lists });
      case "numbers": return ask({ ask: "save_numbers", numbers: value.numbers });
      case "calendar": return ask({ ask: "save_calendar", calendar: value.calendar });
    }
  }

  /** Gaps, overlaps and what records name depend on the whole list. */
  async #notes() {
    const fresh = await ask({ ask: "settings" });
    if (!this.value) return;
    this.value.tenure_notes = fresh.tenure_notes;
    this.value.used_tenures = fresh.used_tenures;
  }

  /** The lambang is chosen with the native dialog and saved by the core. */
  async pickLambang() {
    try {
      const office = await ask({ ask: "pick_lambang" });
      if (!office || !this.value) return;
      this.value.office.lambang = office.lambang;
      this.#last.office = JSON.stringify($state.snapshot(this.value.office));
    } catch (thrown) {
      this.refusal = asFault(thrown);
    }
  }

  flush() {
    for (const part of Object.keys(this.#timers)) void this.save(part as Part);
  }
}

/** A key that no other has: "p-07". */
export function freshKey(prefix: string, taken: string[]): string {
  for (let n = taken.length + 1; ; n += 1) {
    const key = `${prefix}-${String(n).padStart(2, "0")}`;
    if (!taken.includes(key)) return key;
  }
}
