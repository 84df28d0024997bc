// The one controller of where one stands. A view gets its parameters from `nav.place`, and nothing else moves it.

import { type Place, hashOf, parentOf, placeOf, sameThing } from "./place";

class Navigator {
  place = $state.raw<Place>(placeOf(location.hash));
  #trail = $state.raw<Place[]>([]);
  /** Called before a place is left; a form saves its draft here. */
  #leaving: (() => unknown)[] = [];

  constructor() {
    window.addEventListener("hashchange", () => {
      const there = placeOf(location.hash);
      if (hashOf(there) !== hashOf(this.place)) this.go(there);
    });
  }

  /** Goes to a place. Top views start a new trail; what lies deeper can be left the way one came. */
  go(place: Place) {
    if (hashOf(place) === hashOf(this.place)) return;
    const before = this.place;
    if (sameThing(before, place)) return this.#show(place);
    if (parentOf(place) === undefined) {
      this.#trail = [];
    } else {
      const known = this.#trail.findIndex((earlier) => sameThing(earlier, place));
      this.#trail = known >= 0 ? this.#trail.slice(0, known) : [...this.#trail, before];
    }
    this.#show(place);
  }

  /** Goes on from a form that is done: the way back leads past it, not into an empty one. */
  goOn(place: Place) {
    const done = this.place;
    this.go(place);
    this.#trail = this.#trail.filter((earlier) => !sameThing(earlier, done));
  }

  /** Where "‹" leads: the way one came, else one level up. */
  get origin(): Place | undefined {
    return this.#trail.at(-1) ?? parentOf(this.place);
  }

  back() {
    const origin = this.origin;
    if (!origin) return;
    this.#trail = this.#trail.slice(0, -1);
    this.#show(origin);
  }

  /** Adds what must be done before this place is left; a promise is waited for only by `settle`. */
  onLeave(call: () => unknown): () => void {
    this.#leaving.push(call);
    return () => {
      this.#leaving = this.#leaving.filter((other) => other !== call);
    };
  }

  /** Does it now and waits: before another person takes the desk, so that a draft stays with whom it belongs to. */
  async settle(): Promise<void> {
    await Promise.all(this.#leaving.map((call) => call()));
  }

  #show(place: Place) {
    for (const call of this.#leaving) call();
    this.place = place;
    const hash = hashOf(place);
    if (location.hash !== hash) location.hash = hash;
  }
}

export const nav = new Navigator();
