// The petugas at the keyboard, in the words of a clerk's day. The mouse is never touched: a button is pressed with Enter
// once the focus stands on it, as after Tab.

import type { Locator, Page, Response } from "@playwright/test";

import { type Office, expect } from "./desk";

const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export class Clerk {
  readonly page: Page;
  /** The wall clock, as the screen writes it. */
  #hour = "";

  constructor(readonly office: Office) {
    this.page = office.page;
  }

  /** Any use of the mouse is an error of the page, which fails the test. */
  async leaveTheMouse(): Promise<void> {
    await this.page.addInitScript(() => addEventListener("pointerdown", () => { throw new Error("the mouse was used"); }, true));
  }

  /** The wall clock moves on: `10 15.45` is Tuesday 10 November. F5 asks the office anew. */
  async at(time: string): Promise<void> {
    const [day, hour] = time.split(" ") as [string, string];
    await this.office.clock(`2026-11-${day}T${hour.replace(".", ":")}:00+07:00`);
    this.#hour = hour;
    const answered = this.page.waitForResponse((response) => ["desk", "usulan"].includes(asked(response)));
    await this.keys("F5");
    await answered;
  }

  keys(keys: string): Promise<void> {
    return this.page.keyboard.press(keys);
  }

  get main(): Locator {
    return this.page.locator("main");
  }

  drawer(name: string): Locator {
    return this.page.getByRole("dialog", { name });
  }

  /** What must come next, as the page says it. */
  get sentence(): Locator {
    return this.main.locator("[data-act-sentence]");
  }

  async titled(title: string): Promise<void> {
    await expect(this.page.locator("h1")).toHaveText(title);
  }

  /** What is typed into; its label may carry a star or "boleh menyusul". */
  field(label: string, where = this.main): Locator {
    return where.getByLabel(new RegExp(`^${quoted(label)}\\W*(boleh menyusul)?$`)).and(this.page.locator("input:not([type=radio], [type=checkbox]), textarea, select"));
  }

  /** Types over what a field holds. */
  async write(label: string, text: string, where = this.main): Promise<void> {
    await this.over(this.field(label, where), text);
  }

  async over(field: Locator, text: string): Promise<void> {
    await field.focus();
    await this.keys("Control+a");
    await this.page.keyboard.type(text);
  }

  /** Finds one of many by a part of its name. */
  async find(label: string, part: string): Promise<void> {
    await this.over(this.page.getByRole("combobox", { name: label }), part);
    await this.keys("Enter");
  }

  /** Space on a tick or a choice. */
  async tick(label: string, where = this.main): Promise<void> {
    const choice = where.getByLabel(label, { exact: true });
    await choice.focus();
    await this.keys("Space");
    await expect(choice).toBeChecked();
  }

  async press(button: string | RegExp, where = this.main): Promise<void> {
    const found = where.getByRole("button", { name: button, exact: true });
    await found.focus();
    await expect(found).toBeFocused();
    await this.keys("Enter");
  }

  /** Opens what folds. */
  async unfold(summary: string | RegExp): Promise<void> {
    await this.main.locator("summary").filter({ hasText: summary }).focus();
    await this.keys("Enter");
  }

  /** An act by its name in the palette. */
  async palette(words: string): Promise<void> {
    await this.keys("Control+k");
    await this.page.keyboard.type(words);
    await expect(this.page.getByRole("option", { selected: true })).toContainText(words, { ignoreCase: true });
    await this.keys("Enter");
  }

  /** An hour from the paper. Recorded for somebody else the field is empty, and its bounds end now. */
  async hour(typed: string, where = this.main): Promise<void> {
    const field = where.getByLabel("Jam", { exact: true });
    await expect(field, "an hour is never offered").toHaveValue("");
    await expect(where.getByText(`${this.#hour} (sekarang)`)).toBeVisible();
    await this.over(field, typed);
  }

  /** The hour of an own act, which is offered as now and typed over. */
  async ownHour(typed: string, where: Locator): Promise<void> {
    const field = where.getByLabel("Jam", { exact: true });
    await expect(field, "an own act is offered as now").toHaveValue(this.#hour);
    await this.over(field, typed);
  }

  /** Ctrl+Enter, the primary act: it is recorded, the page says so, and the focus stands at what comes next. */
  async act(said: string): Promise<void> {
    await this.does("Control+Enter", "record", said);
    await expect(this.sentence, "after an act the focus is at the next one").toBeFocused();
  }

  /** A key that asks the office for something, and the word about it. */
  async does(keys: string, ask: string, said: string | RegExp): Promise<void> {
    const answered = this.#answer(ask);
    await this.keys(keys);
    await answered;
    await this.said(said);
  }

  /** Enter on a button that asks the office for something. */
  async pressed(button: string | RegExp, ask: string, where = this.main): Promise<void> {
    const answered = this.#answer(ask);
    await this.press(button, where);
    await answered;
  }

  async said(words: string | RegExp): Promise<void> {
    await expect(this.page.locator(".toast")).toContainText(words);
  }

  #answer(ask: string): Promise<Response> {
    return this.page.waitForResponse((response) => asked(response) === ask, { timeout: 15_000 });
  }
}

/** What a request of the page asked for. */
function asked(response: Response): string {
  if (!response.url().endsWith("/rpc")) return "";
  return (response.request().postDataJSON() as { ask: string }).ask;
}
