// The register's question and its answer. The question stays while one looks at an usulan and comes back.

import { type Fault, asFault, ask } from "$backend";
import type { RegisterPage } from "$generated/RegisterPage";
import type { RegisterQuery } from "$generated/RegisterQuery";
import type { RegisterRowView } from "$generated/RegisterRowView";
import { wholeRegister } from "./register";

export const opening: RegisterQuery = { ...wholeRegister, state: "berjalan" };

/** Rows asked for at a time, as they are looked at: an office may have a hundred thousand. The core gives at most 200. */
const PART = 200;

class Register {
  query = $state<RegisterQuery>({ ...opening });
  page = $state.raw<RegisterPage | undefined>();
  /** One place for every row of the answer; those that nobody has looked at yet are empty. */
  lines = $state.raw<(RegisterRowView | undefined)[]>([]);
  /** The rows that are here. */
  readonly rows = $derived(this.lines.filter((row) => row !== undefined));
  fault = $state.raw<Fault | undefined>();
  /** The row that was opened last, to stand on it again. */
  last = $state<string | undefined>();
  #asked = 0;
  /** What is looked at. */
  #from = 0;
  #to = 0;
  /** Parts on their way. */
  #coming = new Set<number>();
  #answered = "";

  /** How many filters are set beside the state and the search. */
  readonly filters = $derived(
    [this.query.year !== 0, this.query.agency !== "", this.query.step !== 0, this.query.place !== "", this.query.late, this.query.incomplete].filter(Boolean).length,
  );

  /** Starts anew, e.g. from a line of Meja. */
  show(part: Partial<RegisterQuery>) {
    this.query = { ...wholeRegister, order: this.query.order, ...part };
  }

  clear() {
    this.query = { ...wholeRegister, state: this.query.state, order: this.query.order };
  }

  /** Asks anew for what is looked at; a newer question makes an older answer void. */
  async load(): Promise<void> {
    const asked = (this.#asked += 1);
    const query = $state.snapshot(this.query);
    const question = JSON.stringify(query);
    // Another question is read from its top; the same one where one stands.
    if (question !== this.#answered) this.#from = this.#to = 0;
    try {
      const first = Math.floor(this.#from / PART) * PART;
      let page = await ask({ ask: "register", query: { ...query, offset: first, limit: PART } });
      let at = first;
      if (asked === this.#asked && page.rows.length === 0 && first > 0) {
        page = await ask({ ask: "register", query: { ...query, offset: 0, limit: PART } });
        at = 0;
      }
      if (asked !== this.#asked) return;
      this.#answered = question;
      this.#coming.clear();
      this.page = page;
      this.lines = filled(Array.from({ length: Math.max(page.total, at + page.rows.length) }), at, page.rows);
      this.fault = undefined;
      await this.look(this.#from, this.#to);
    } catch (thrown) {
      if (asked === this.#asked) this.fault = asFault(thrown);
    }
  }

  /** Asks for the rows of a range that are not here yet. */
  async look(from: number, to: number): Promise<void> {
    this.#from = from;
    this.#to = to;
    const asked = this.#asked;
    const query = JSON.parse(this.#answered || "{}") as RegisterQuery;
    const parts: number[] = [];
    for (let part = Math.floor(from / PART) * PART; part < Math.min(to, this.lines.length); part += PART) {
      const missing = this.lines.slice(Math.max(part, from), Math.min(part + PART, to)).includes(undefined);
      if (missing && !this.#coming.has(part)) parts.push(part);
    }
    await Promise.all(parts.map(async (part) => {
      this.#coming.add(part);
      try {
        const page = await ask({ ask: "register", query: { ...query, offset: part, limit: PART } });
        if (asked === this.#asked) this.lines = filled(this.lines, part, page.rows);
      } catch (thrown) {
        if (asked === this.#asked) this.fault = asFault(thrown);
      } finally {
        if (asked === this.#asked) this.#coming.delete(part);
      }
    }));
  }
}

function filled(lines: (RegisterRowView | undefined)[], at: number, rows: RegisterRowView[]): (RegisterRowView | undefined)[] {
  const all = [...lines];
  all.splice(at, rows.length, ...rows);
  return all;
}

export const register = new Register();
