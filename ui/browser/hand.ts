// The petugas with the mouse: everything is clicked, a field is clicked before it is typed into, and no key does more than
// write a letter. What goes over the wire meanwhile is kept, so that a test knows what was really asked of the office.

import type { Locator, Page } from "@playwright/test";

import type { Act } from "../src/generated/Act";
import type { Request } from "../src/generated/Request";
import { type Office, expect } from "./desk";

type ActKind = Act["act"];

/** Requests that the office turns into an act by itself. */
export const ASKED: Partial<Record<Request["ask"], ActKind>> = { lock_letter: "ready", use_document: "ready", letter_out: "print", sheet_out: "print_sheet", merge_letter: "merge" };

const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export class Hand {
  readonly page: Page;
  /** Kinds of acts that the page sent, in order. */
  readonly sent: ActKind[] = [];

  constructor(readonly office: Office) {
    this.page = office.page;
    this.page.on("request", (request) => {
      if (!request.url().endsWith("/rpc")) return;
      const body = request.postDataJSON() as Request;
      if (body.ask === "begin") this.sent.push(body.submission.act.act);
      else if (body.ask === "record") this.sent.push(...body.acts.map((one) => one.act.act));
      else if (ASKED[body.ask]) this.sent.push(ASKED[body.ask] as ActKind);
    });
  }

  /** A key that does more than write is an error of the page, which fails the test. */
  async leaveTheKeys(): Promise<void> {
    await this.page.addInitScript(() =>
      addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.altKey || event.key.length > 1) throw new Error(`the key ${event.key} was used`);
      }, true));
  }

  /** The wall clock moves on: `10 15.45` is Tuesday 10 November. The page is opened anew. */
  async at(time: string, hash?: string): Promise<void> {
    const [day, hour] = time.split(" ") as [string, string];
    await this.office.clock(`2026-11-${day}T${hour.replace(".", ":")}:00+07:00`);
    if (hash) await this.page.goto(`${this.office.address}/${hash}`);
    await this.page.reload();
    await expect(this.page.locator("h1")).toBeVisible();
  }

  get main(): Locator {
    return this.page.locator("main");
  }

  /** What must come next, as the page says it. */
  get sentence(): Locator {
    return this.main.locator("[data-act-sentence]");
  }

  drawer(name: string | RegExp): Locator {
    return this.page.getByRole("dialog", { name });
  }

  async titled(title: string): Promise<void> {
    await expect(this.page.locator("h1")).toHaveText(title);
  }

  /** A view of the navigation. */
  async goTo(view: string): Promise<void> {
    await this.page.getByRole("navigation", { name: "Tampilan" }).getByRole("button", { name: new RegExp(`^${view}`) }).click();
  }

  async press(button: string | RegExp, where = this.main): Promise<void> {
    await where.getByRole("button", { name: button, exact: true }).click();
  }

  /** An act of the menu "Lain". */
  async other(name: string): Promise<void> {
    await this.press("Lain");
    await this.page.getByRole("menuitem", { name }).click();
  }

  /** A tick or a choice, by its words. */
  async choose(words: string, where = this.main): Promise<void> {
    await where.locator("label").filter({ hasText: new RegExp(`^\\s*${quoted(words)}(\\s|$)`) }).click();
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
    await field.click({ clickCount: 3 });
    await this.page.keyboard.type(text);
  }

  async hour(text: string, where = this.main): Promise<void> {
    await this.over(where.getByLabel("Jam", { exact: true }), text);
  }

  /** A button that records: the page says so, and leads on to what comes next. */
  async records(button: string | RegExp, said: string | RegExp, where = this.main): Promise<void> {
    const answered = this.page.waitForResponse((response) => response.url().endsWith("/rpc") && /"ask":"(record|begin|lock_letter|use_document|merge_letter)"/.test(response.request().postData() ?? ""));
    await this.press(button, where);
    await answered;
    await this.said(said);
  }

  async said(words: string | RegExp): Promise<void> {
    const toast = expect(this.page.locator(".toast > span"));
    await (typeof words === "string" ? toast.toContainText(words) : toast.toHaveText(words));
  }
}
