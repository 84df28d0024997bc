// Someone who has never seen the desk: finds things by the words that stand on the screen, and by nothing else. Every click and
// every key is counted, a text typed into a field as one.

import type { Locator, Page } from "@playwright/test";

import { expect } from "./desk";

/** What a task of DESK section 12 may cost, from Meja. */
const AT_MOST = 6;

export class Newcomer {
  /** The words that were pressed or typed into, in order. */
  readonly used: string[] = [];

  constructor(readonly page: Page) {}

  /** What can be reached: an open drawer covers the page. */
  get #screen(): Locator {
    return this.page.locator("dialog[open], body:not(:has(dialog[open]))");
  }

  /** Words as they stand on the screen; where they stand more than once, those nearest to `beside`. */
  words(words: string | RegExp, beside?: string | RegExp): Locator {
    const seen = (where: Locator | Page, what: string | RegExp) => where.getByText(what, { exact: true }).filter({ visible: true });
    if (beside === undefined) return seen(this.#screen, words);
    // The innermost element that holds both comes last.
    const both = this.#screen.locator("*").filter({ has: seen(this.page, beside) }).filter({ has: seen(this.page, words) }).last();
    return seen(both, words);
  }

  async sees(words: string | RegExp): Promise<void> {
    await expect(this.words(words).first()).toBeVisible();
  }

  /** A click on words. */
  async press(words: string | RegExp, beside?: string | RegExp): Promise<void> {
    const found = this.words(words, beside);
    await expect(found, `one place says “${words}”${beside === undefined ? "" : ` beside “${beside}”`}`).toHaveCount(1);
    this.#count(String(words));
    // On the words themselves: in a switch the button that takes the click lies over them.
    await found.click({ force: true });
  }

  /** Text into the field that these words name, above it or in it while it is empty. */
  async type(name: string, text: string, beside?: string | RegExp): Promise<void> {
    const empty = this.#screen.getByPlaceholder(name, { exact: true }).filter({ visible: true });
    // A star, or "boleh menyusul", may follow the name.
    const named = this.words(new RegExp(`^\\s*${name.replace(/[?()]/g, "\\$&")}\\s*\\*?\\s*(boleh menyusul)?\\s*$`), beside);
    const field = named.or(empty);
    await expect(field, `one field is called “${name}”`).toHaveCount(1);
    this.#count(name);
    await field.click();
    await expect(this.page.locator("input:focus, textarea:focus"), `“${name}” can be typed into`).toHaveCount(1);
    await this.page.keyboard.type(text);
  }

  #count(words: string): void {
    this.used.push(words);
    expect(this.used.length, `at most ${AT_MOST} clicks or keys: ${this.used.join(" › ")}`).toBeLessThanOrEqual(AT_MOST);
  }
}
