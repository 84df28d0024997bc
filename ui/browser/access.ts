// axe over the page as it stands. `AxeBuilder` opens a second page and injects anew at each run, for pages made of frames, which
// this one is not; run in the page itself the same rules take a quarter of the time.

import { createRequire } from "node:module";

import type { Page } from "@playwright/test";

type Axe = typeof import("axe-core");

const from = createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright"));
const { source } = from("axe-core") as Axe;

/** Every violation with what it is about; none if there is no fault of access. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe };
    const found = await axe.run(document, { resultTypes: ["violations"], preload: false });
    return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  });
}
