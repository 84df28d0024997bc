// Pictures of views held to the ones that were looked at. They are kept small, with a palette and as WebP without loss; the same view drawn again
// differs from its picture by nothing that an eye would see.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page, TestInfo } from "@playwright/test";

export const REFERENCES = join(import.meta.dirname, "../../tests/ui/references");
/** `UPDATE_REFERENCES=1` takes them anew; what changed is then looked at before it is committed. */
export const RENEW = process.env.UPDATE_REFERENCES === "1";
/** A colour may be off by what the palette costs. */
const SHADE = 40;
/** So many pixels may be off by more: less than one letter of text. */
const PIXELS = 24;

/** What is wrong with the picture of the page as it stands, in words; nothing if it is as kept. */
export async function picture(page: Page, info: TestInfo, name: string): Promise<string | undefined> {
  const { default: sharp } = await import("sharp");
  const actual = await page.screenshot({ animations: "disabled", caret: "hide" });
  const file = join(REFERENCES, `${name}.webp`);
  if (RENEW) {
    mkdirSync(REFERENCES, { recursive: true });
    const few = await sharp(actual).png({ palette: true, colours: 128, dither: 0 }).toBuffer();
    writeFileSync(file, await sharp(few).webp({ lossless: true, effort: 6 }).toBuffer());
    return undefined;
  }
  if (!existsSync(file)) return `${name}: there is no picture; UPDATE_REFERENCES=1 takes it, then look at it`;
  const [is, was] = await Promise.all([actual, readFileSync(file)].map((kept) => sharp(kept).removeAlpha().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true })));
  if (!is || !was) return `${name}: cannot be read`;
  const { width, height } = is.info;
  let off = 0;
  const marked = Buffer.alloc(width * height * 3, 255);
  const same = was.info.width === width && was.info.height === height;
  for (let at = 0; same && at < is.data.length; at += 3) {
    const by = Math.max(...[0, 1, 2].map((channel) => Math.abs((is.data[at + channel] ?? 0) - (was.data[at + channel] ?? 0))));
    if (by > SHADE) off += 1;
    marked.set(by > SHADE ? [190, 20, 30] : [0, 1, 2].map((channel) => 200 + Math.floor((was.data[at + channel] ?? 0) / 5)), at);
  }
  if (same && off <= PIXELS) return undefined;
  const left = (kind: string, png: Buffer) => {
    const path = info.outputPath(`${name}-${kind}.png`);
    writeFileSync(path, png);
    return info.attach(`${name}-${kind}`, { path, contentType: "image/png" });
  };
  await left("actual", actual);
  await left("expected", await sharp(file).png().toBuffer());
  if (same) await left("diff", await sharp(marked, { raw: { width, height, channels: 3 } }).png().toBuffer());
  return same ? `${name}: ${off} pixels differ` : `${name}: ${width}×${height} instead of ${was.info.width}×${was.info.height}`;
}
