// How an account likes the register: its columns, its order, and the views it saved. Kept with the office, so that the
// same person finds them at another PC.

import { type Fault, asFault, ask } from "$backend";
import type { RegisterQuery } from "$generated/RegisterQuery";
import type { RegisterSort } from "$generated/RegisterSort";
import { wholeRegister } from "./register";
import { register } from "./register.svelte";

/** Columns that may be left out or added; number and etalase are always there. */
export const COLUMNS = ["agency", "status", "step", "where", "time", "received", "complete"] as const;
export type ColumnName = (typeof COLUMNS)[number];
const USUAL: ColumnName[] = ["step", "where", "time", "received"];

export const SORTS = ["usual", "due", "newest", "oldest", "received", "changed", "etalase", "agency", "step", "place"] as const satisfies readonly RegisterSort[];

/** What a saved view fixes of the question. */
const KEPT = ["state", "search", "year", "agency", "step", "place", "late", "incomplete", "order"] as const;
type KeptQuery = Pick<RegisterQuery, (typeof KEPT)[number]>;

export interface SavedView {
  name: string;
  query: KeptQuery;
  columns: ColumnName[];
}

interface Kept {
  columns: ColumnName[];
  order: RegisterSort;
  views: SavedView[];
}

const KEY = "usulan";

const keptOf = (query: RegisterQuery): KeptQuery => Object.fromEntries(KEPT.map((name) => [name, query[name]])) as KeptQuery;
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

class RegisterChoices {
  columns = $state<ColumnName[]>([...USUAL]);
  views = $state.raw<SavedView[]>([]);
  fault = $state.raw<Fault | undefined>();
  #account = "";

  /** The saved view that the list shows now, if it is one. */
  readonly current = $derived(this.views.find((view) => same(view.query, keptOf(register.query)) && same(view.columns, this.columns))?.name);
  readonly usual = $derived(same(this.columns, USUAL));

  /** Takes up what this account chose; asked once for each who sits down. */
  async load(account: string): Promise<void> {
    if (account === this.#account) return;
    this.#account = account;
    this.columns = [...USUAL];
    this.views = [];
    try {
      const kept = read(await ask({ ask: "preference", key: KEY }));
      if (account !== this.#account) return;
      this.columns = kept.columns;
      this.views = kept.views;
      if (register.query.order === "usual") register.query.order = kept.order;
    } catch {
      // The list is shown as delivered; the register itself says what is wrong with the office.
    }
  }

  toggle(column: ColumnName, on: boolean) {
    this.columns = COLUMNS.filter((name) => (name === column ? on : this.columns.includes(name)));
    void this.#keep();
  }

  usualColumns() {
    this.columns = [...USUAL];
    void this.#keep();
  }

  sort(order: RegisterSort) {
    register.query.order = order;
    void this.#keep();
  }

  /** Keeps what the list shows under a name; one of the same name is replaced. */
  save(name: string): Promise<void> {
    const view: SavedView = { name, query: keptOf($state.snapshot(register.query)), columns: $state.snapshot(this.columns) };
    const at = this.views.findIndex((one) => one.name === name);
    this.views = at < 0 ? [...this.views, view] : this.views.map((one, index) => (index === at ? view : one));
    return this.#keep();
  }

  show(view: SavedView) {
    register.query = { ...wholeRegister, ...view.query };
    this.columns = [...view.columns];
  }

  remove(view: SavedView): Promise<void> {
    this.views = this.views.filter((one) => one !== view);
    return this.#keep();
  }

  /** Puts back a view that was taken away. */
  restore(view: SavedView): Promise<void> {
    this.views = [...this.views.filter((one) => one.name !== view.name), view];
    return this.#keep();
  }

  async #keep(): Promise<void> {
    const kept: Kept = { columns: $state.snapshot(this.columns), order: register.query.order, views: this.views };
    try {
      await ask({ ask: "save_preference", key: KEY, body: kept as never });
      this.fault = undefined;
    } catch (thrown) {
      this.fault = asFault(thrown);
    }
  }
}

/** What was kept, as far as this build knows it: a column of a later version is left out, not an error. */
function read(body: unknown): Kept {
  const kept = (typeof body === "object" && body !== null ? body : {}) as Partial<Kept>;
  const columns = (names: unknown) => (Array.isArray(names) ? COLUMNS.filter((name) => names.includes(name)) : [...USUAL]);
  const order = SORTS.find((sort) => sort === kept.order) ?? "usual";
  const views = (Array.isArray(kept.views) ? kept.views : []).filter((view) => typeof view?.name === "string" && typeof view.query === "object" && view.query !== null)
    .map((view) => ({ name: view.name, query: keptOf({ ...wholeRegister, ...view.query }), columns: columns(view.columns) }));
  return { columns: columns(kept.columns), order, views };
}

export const choices = new RegisterChoices();
