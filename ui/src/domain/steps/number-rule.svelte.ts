// Who numbers a kind of naskah, and in which pool: a setting, asked once.

import { ask } from "$backend";
import type { NumberSetting } from "$generated/NumberSetting";
import type { NumberRule } from "./route.svelte";

let kinds = $state.raw<NumberSetting[] | undefined>();
let asked = false;

/** The rule of a kind; TU's book until the setting is known. */
export function numberRule(kind: string): NumberRule {
  if (!asked) {
    asked = true;
    void ask({ ask: "settings" })
      .then((settings) => (kinds = settings.numbers.kinds))
      .catch(() => (asked = false));
  }
  const found = kinds?.find((one) => one.kind === kind);
  return { source: found?.source ?? "book", pool: found?.pool || "keluar" };
}

/** A change of the settings is taken over. */
export function forgetNumberRules() {
  asked = false;
}
