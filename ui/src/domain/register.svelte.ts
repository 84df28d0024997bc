// The register's question and its answer. The question stays while one looks at an usulan and comes back.

import { type Fault, asFault, ask } from "$backend";
import type { RegisterPage } from "$generated/RegisterPage";
import type { RegisterQuery } from "$generated/RegisterQuery";
import type { RegisterRowView } from "$generated/RegisterRowView";
import { wholeRegister } from "./register";

export const opening: RegisterQuery = { ...wholeRegister, state: "berjalan" };

/** Rows asked for at a time; the core gives at most 200. */
const PART = 200;

class Register {
  query = $state<RegisterQuery>({ ...opening });
  page = $state.raw<RegisterPage | undefined>();
  rows = $state.raw<RegisterRowView[]>([]);
  fault = $state.raw<Fault | undefined>();
  /** The row that was opened last, to stand on it again. */
  last = $state<string | undefined>();
  #asked = 0;

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

  /** Asks for all rows of the question, part by part; a newer question makes an older answer void. */
  async load(): Promise<void> {
    const asked = (this.#asked += 1);
    const query = $state.snapshot(this.query);
    try {
      const rows: RegisterRowView[] = [];
      for (;;) {
        const page = await ask({ ask: "register", query: { ...query, offset: rows.length, limit: PART } });
        if (asked !== this.#asked) return;
        rows.push(...page.rows);
        this.page = page;
        this.rows = [...rows];
        this.fault = undefined;
        if (page.rows.length === 0 || rows.length >= page.total) return;
      }
    } catch (thrown) {
      if (asked === this.#asked) this.fault = asFault(thrown);
    }
  }
}

export const register = new Register();
