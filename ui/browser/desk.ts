// What every browser test starts from: the real office behind a loopback address, fresh for each test, its clock set.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";

import { type Locator, type Page, test as base, expect } from "@playwright/test";

/** The morning of DESK section 1: Tuesday 10 November 2026. */
export const MORNING = "2026-11-10T08:20:00+07:00";

export class Office {
  constructor(
    readonly address: string,
    readonly page: Page,
  ) {}

  /** A fresh office; `sample` with officials, agencies and accounts. Its folder. */
  async reset(now = MORNING, sample = true): Promise<string> {
    return (await this.#test<{ folder: string }>("reset", { sample, now })).folder;
  }

  /** A PC on which the application was just installed, and its first window. */
  async begin(now = MORNING): Promise<void> {
    await this.#test("reset", { sample: false, nothing: true, now });
    await this.page.goto(`${this.address}/`);
  }

  /** Ends the application and starts it again. */
  async restart(): Promise<void> {
    await this.#test("restart", {});
  }

  async clock(now: string): Promise<void> {
    await this.#test("clock", { now });
  }

  /** Answers the next file dialog; none cancels it. */
  async picks(...paths: string[]): Promise<void> {
    await this.#test("picks", { paths });
  }

  /** Holds files over the middle of an element, as a hand would with the mouse. */
  async dragOver(target: Locator): Promise<void> {
    await this.#test("drag", { drag: "over", ...(await middle(target)) });
  }

  /** Lets files go over an element. Comes back when the office has checked them. */
  async drop(target: Locator, ...paths: string[]): Promise<void> {
    await this.#test("drag", { drag: "drop", paths, ...(await middle(target)) });
  }

  /** Something happens at the printers: now, or when so many more jobs are handed over. */
  async printer(turn: Record<string, unknown>, after = 0): Promise<void> {
    await this.#test("printer", { ...turn, after });
  }

  /** Asks the office directly, as the page would. */
  async ask<T>(request: Record<string, unknown>): Promise<T> {
    const answer = await this.page.request.post(`${this.address}/rpc`, { data: request });
    const reply = (await answer.json()) as { ok?: { data: T }; fault?: { message: string } };
    expect(reply.fault, `the office answers ${JSON.stringify(request)}`).toBeUndefined();
    return reply.ok?.data as T;
  }

  /** Opens the page at a place, as an account with this role. */
  async open(hash = "#/meja", role = "petugas"): Promise<void> {
    await this.signIn(role);
    await this.page.goto(`${this.address}/${hash}`);
    await expect(this.page.locator("h1")).toBeVisible();
  }

  async signIn(role = "petugas"): Promise<void> {
    const accounts = await this.ask<{ id: string; roles: string[] }[]>({ ask: "accounts" });
    const account = accounts.find((one) => one.roles.includes(role));
    expect(account, `the sample office has a ${role}`).toBeDefined();
    await this.ask({ ask: "sign_in", account: account?.id });
  }

  async #test<T>(what: string, data: unknown): Promise<T> {
    const answer = await this.page.request.post(`${this.address}/test/${what}`, { data });
    expect(answer.ok(), `/test/${what}: ${await answer.text()}`).toBe(true);
    return (await answer.json()) as T;
  }
}

async function middle(target: Locator): Promise<{ x: number; y: number }> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  expect(box, "what files are dragged to is on the screen").not.toBeNull();
  return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
}

function binary(): string {
  const named = process.env.ETALASE_DEVSERVER_BIN;
  const built = new URL("../../target/debug/devserver", import.meta.url).pathname;
  const found = named ?? (existsSync(built) ? built : undefined);
  if (!found) throw new Error("no devserver: run `cargo build -p devserver`, or `cargo xtask test`");
  return found;
}

async function started(): Promise<{ server: ChildProcess; address: string }> {
  const server = spawn(binary(), ["--test", "--page", new URL("../dist", import.meta.url).pathname], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: server.stdout as NodeJS.ReadableStream });
  for await (const line of lines) return { server, address: line.trim() };
  throw new Error("the devserver ended before it said its address");
}

export const test = base.extend<{ office: Office; quiet: void }, { address: string }>({
  address: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads from the pattern which fixtures are wanted.
    async ({}, use) => {
      const { server, address } = await started();
      await use(address);
      server.kill();
    },
    { scope: "worker" },
  ],
  office: async ({ page, address }, use) => {
    // As the window does (`freezePrototype`): a library that cannot live with it would open no view there.
    await page.addInitScript(() => Object.freeze(Object.prototype));
    const office = new Office(address, page);
    await office.reset();
    await use(office);
  },
  // Every test fails on an error in the page, a breach of the content policy among them.
  quiet: [
    async ({ page }, use) => {
      const said: string[] = [];
      page.on("pageerror", (error) => said.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") said.push(message.text());
      });
      await use();
      expect(said, "the page says nothing in its console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
