// Meja's content, held where both Meja and the navigation's one number can see it.

import { type Fault, asFault, ask, onNotice } from "$backend";
import type { DeskView } from "$generated/DeskView";
import { announcer } from "$shared/announce.svelte";
import { clock } from "$shared/clock.svelte";
import { t } from "$shared/texts/id";

class Desk {
  /** What is shown. */
  view = $state.raw<DeskView | undefined>();
  /** What the core says by now, while the shown list is held still under a pointer or the focus. */
  #fresh = $state.raw<DeskView | undefined>();
  /** What the window opens with was asked for, and no Meja has opened with it yet. */
  #begun = false;
  fault = $state.raw<Fault | undefined>();
  loading = $state(false);
  /** Every act is listed, not only the first of them. */
  all = $state(false);
  /** Its rows have been on the glass since the window opened. What stands beside them and above them waits for that, once. */
  shown = $state(false);
  /** Nothing moves under the pointer: news waits until it is taken in. */
  held = $state(false);

  /** How many rows differ between what is shown and what is so. */
  readonly changes = $derived(this.#fresh && this.view ? differences(this.view, this.#fresh) : 0);

  /** Papers still out: the only number in the navigation. */
  readonly outside = $derived(this.view?.incomplete.find((line) => line.key === "not_back")?.count ?? 0);

  /** Asks the core. `settle` takes the answer in at once: after an own act, or when the view opens. */
  async load(settle = true) {
    this.loading = true;
    try {
      const view = await ask(this.all ? { ask: "desk", all: true } : { ask: "desk" });
      clock.follow(view.hours.now);
      this.fault = undefined;
      this.#fresh = view;
      if (settle || !this.held) this.settle();
      else if (this.changes > 0) announcer.changed(t.meja.changed(this.changes));
      else this.#refresh(view);
    } catch (thrown) {
      this.fault = asFault(thrown);
    } finally {
      this.loading = false;
    }
  }

  /** Asks for what the window opens with, before Meja does. */
  async begin() {
    this.#begun = true;
    await this.load();
  }

  /** Meja opens: it shows what is so, the first acts of it. */
  async open() {
    this.all = false;
    if (!this.#begun) await this.load();
    this.#begun = false;
  }

  /** Lists every act, or only the first again. */
  async list(all: boolean) {
    this.all = all;
    // Either way: what is shown is compared with what comes next, and both must be as long.
    await this.load();
  }

  /** Takes the news in. */
  settle() {
    if (this.#fresh) this.view = this.#fresh;
    this.#fresh = undefined;
  }

  /** Only figures changed: they are taken in, and every row keeps its place. */
  #refresh(view: DeskView) {
    const place = new Map(this.view?.acts.map((act, index) => [rowKey(act), index]));
    const acts = [...view.acts].sort((a, b) => (place.get(rowKey(a)) ?? 0) - (place.get(rowKey(b)) ?? 0));
    this.view = { ...view, acts };
    this.#fresh = undefined;
  }

  /** Follows the office: at every notice, and once a minute for the time that is left. */
  follow(): () => void {
    const stop = onNotice(() => void this.load(false));
    // What changed since it was last asked was told to nobody.
    void this.load(false);
    const timer = setInterval(() => void this.load(false), 60_000);
    return () => {
      stop();
      clearInterval(timer);
    };
  }
}

const rowKey = (row: { usulan: string; key: string; naskah: string[] }) => `${row.usulan} ${row.key} ${row.naskah.join()}`;

function differences(shown: DeskView, fresh: DeskView): number {
  const before = new Set(shown.acts.map(rowKey));
  const after = new Set(fresh.acts.map(rowKey));
  const gone = [...before].filter((key) => !after.has(key)).length;
  const come = [...after].filter((key) => !before.has(key)).length;
  return Math.max(gone, come);
}

export const desk = new Desk();
