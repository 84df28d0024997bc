// The one short word after an act, with the way back: "Disposisi dicatat. Urungkan (Ctrl+Z)".

import { announcer } from "./announce.svelte";

export interface ToastBody {
  text: string;
  action?: { label: string; keys?: string; run: () => void };
}

const SHOWN = 10_000;

class Toasts {
  current = $state.raw<ToastBody | undefined>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #left = SHOWN;
  #started = 0;

  show(body: ToastBody) {
    this.current = body;
    this.#left = SHOWN;
    announcer.say(body.text);
    this.resume();
  }

  /** Stops the time while the pointer or the focus is on it. */
  pause() {
    clearTimeout(this.#timer);
    this.#left -= performance.now() - this.#started;
  }

  resume() {
    clearTimeout(this.#timer);
    this.#started = performance.now();
    this.#timer = setTimeout(() => this.close(), Math.max(1_000, this.#left));
  }

  close() {
    clearTimeout(this.#timer);
    this.current = undefined;
  }

  act() {
    const action = this.current?.action;
    this.close();
    action?.run();
  }
}

export const toasts = new Toasts();
