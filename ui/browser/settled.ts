// A page at rest: nothing asked that is not answered, nothing being drawn, no fade under way.

import { type Page, expect } from "@playwright/test";

const open = new WeakMap<Page, { count: number; since: number }>();

/** Counts what the page asks of the office, and the parts of itself that it fetches late; call once, before it is opened. */
export function watched(page: Page): void {
  const state = { count: 0, since: Date.now() };
  open.set(page, state);
  const ours = (url: string) => url.startsWith("http") && !url.endsWith("/notices"); // The notices stay open as long as the page.
  page.on("request", (request) => {
    if (ours(request.url())) state.count += 1;
  });
  const ended = (url: string) => {
    if (!ours(url)) return;
    state.count -= 1;
    state.since = Date.now();
  };
  page.on("requestfinished", (request) => ended(request.url()));
  page.on("requestfailed", (request) => ended(request.url()));
}

/** How long nothing may be asked before the page is taken to be at rest: longer than a form waits before it keeps a konsep. */
const QUIET = 500;

/** Something was done on the page: what it asks because of that may come a moment later, as a search does while one types. */
export function touched(page: Page): void {
  const state = open.get(page);
  if (state) state.since = Date.now();
}

export async function settled(page: Page): Promise<void> {
  const state = open.get(page);
  await drawn(page); // A window of another size is measured in its next frame; only then is it known what has to be asked.
  await expect(async () => {
    expect(state === undefined || (state.count <= 0 && Date.now() - state.since > QUIET), "every answer is there").toBe(true);
    expect(await page.getByRole("progressbar").or(page.getByText("Menyiapkan halaman…")).count()).toBe(0);
    expect(await page.locator("[aria-busy=true]").count(), "every page is drawn at its scale").toBe(0);
  }).toPass({ intervals: [50], timeout: 20_000 });
  await drawn(page);
}

/** What stands in the page is on the glass. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}
