// The office's present. The core owns the clock (a test fixes it); the screen follows it and moves once a minute.

import { type Wall, instantOf, wallOf } from "./time";

class OfficeClock {
  /** RFC 3339, whole minutes, in the office's zone. */
  now = $state(instantOf(wallFrom(Date.now())));
  #given = Date.now();
  #since = performance.now();
  #running = true;

  /** Takes over what the core says it is. `fixed`: a clock that does not run (a rehearsal). */
  follow(instant: string, fixed = false) {
    const millis = Date.parse(instant);
    if (Number.isNaN(millis)) return;
    this.#given = millis;
    this.#since = performance.now();
    this.#running = !fixed;
    this.tick();
  }

  tick() {
    const passed = this.#running ? performance.now() - this.#since : 0;
    const next = instantOf(wallFrom(this.#given + passed));
    if (next !== this.now) this.now = next;
  }

  get wall(): Wall {
    return wallOf(this.now) as Wall;
  }
}

function wallFrom(millis: number): Wall {
  return wallOf(new Date(millis).toISOString()) as Wall;
}

export const clock = new OfficeClock();
setInterval(() => clock.tick(), 10_000);
