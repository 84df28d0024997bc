// What a screen reader hears: one polite region for results, one for changes on Meja (DESK 10).

class Announcer {
  result = $state("");
  change = $state("");
  #lastChange = Number.NEGATIVE_INFINITY;

  /** A result of an act: "Disposisi dicatat." Said again even when it is the same sentence. */
  say(sentence: string) {
    this.result = this.result === sentence ? `${sentence}\u00a0` : sentence;
  }

  /** A change that nobody here caused: at most once a minute. */
  changed(sentence: string) {
    if (performance.now() - this.#lastChange < 60_000) return;
    this.#lastChange = performance.now();
    this.change = sentence;
  }
}

export const announcer = new Announcer();
