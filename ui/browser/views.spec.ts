// Every view, drawer and dialog over the real office (the table is `scenes.ts`): no fault of access in light, dark and forced
// colours, nothing cut off or overlapping at 1280×800 and at its 200 % zoom, and the picture that was looked at.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { TestInfo } from "@playwright/test";

import type { Place } from "../src/shared/place";
import { placeOf } from "../src/shared/place";
import { violations } from "./access";
import { expect, test } from "./desk";
import { misfits } from "./fit";
import { Papers } from "./papers";
import { picture, REFERENCES, RENEW } from "./pictures";
import { type Scene, STAGES, type Stand, instant } from "./scenes";
import { drawn, settled, touched, watched } from "./settled";

const MONITOR = { width: 1280, height: 800 };
const SIZES = { "1920x1080": { width: 1920, height: 1080 }, "640x360": { width: 640, height: 360 } };
/** 1280×800 at 200 %: what is left of it in a window (DESK 10). */
const ZOOMED = { width: 640, height: 360 };
/** All pictures together, in bytes. */
const AT_MOST = 6_000_000;
/** A name narrows the scenes while one works on them. */
const ONLY = process.env.ETALASE_SCENE;

const kept = (scene: Scene) =>
  scene.pictures === "none" ? [] : [`${scene.name}-terang`, `${scene.name}-gelap`, ...(scene.pictures === "sizes" ? Object.keys(SIZES).map((size) => `${scene.name}-${size}`) : [])];

/** Looks at one scene from every side. */
async function look(stand: Stand, scene: Scene, usulan: string, info: TestInfo) {
  const { office, page } = stand;
  const faults = async (what: string) =>
    expect.soft(await violations(page), `${scene.name}, ${what}: no fault of access`).toEqual([]);
  const fits = async (what: string) => expect.soft(await misfits(page), `${scene.name}, ${what}: nothing is cut or overlaps`).toEqual([]);
  const taken = async (name: string) => expect.soft(await picture(page, info, name), "as in the picture that was looked at").toBeUndefined();
  const wanted = kept(scene);

  await page.setViewportSize(MONITOR);
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none", reducedMotion: "reduce" });
  await page.goto("about:blank"); // Another account, and another state of the view, begin with another page.
  if (scene.begin) await scene.begin(stand);
  else await office.open(scene.place(usulan), scene.role);
  await settled(page);
  await scene.then?.(stand);
  touched(page);
  await page.mouse.move(0, 0);
  await settled(page);

  if (wanted.length) await taken(`${scene.name}-terang`);
  await fits("1280×800");
  await faults("light");
  await page.emulateMedia({ colorScheme: "dark" });
  await drawn(page);
  if (wanted.length) await taken(`${scene.name}-gelap`);
  await faults("dark");
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
  await drawn(page);
  await faults("forced colours");
  await page.emulateMedia({ forcedColors: "none" });
  await page.setViewportSize(ZOOMED);
  await settled(page);
  await fits("200 %");
  for (const [size, viewport] of Object.entries(SIZES).filter(([size]) => wanted.includes(`${scene.name}-${size}`))) {
    await page.setViewportSize(viewport);
    await settled(page);
    await taken(`${scene.name}-${size}`);
  }
}

for (const stage of STAGES) {
  const scenes = stage.scenes.filter((scene) => !ONLY || scene.name.startsWith(ONLY));
  if (scenes.length === 0) continue;
  test(`views: ${stage.name}`, async ({ office, page }, info) => {
    test.setTimeout(60_000 + scenes.length * 30_000);
    watched(page);
    const stand: Stand = { office, page, papers: new Papers(info.outputPath("kertas")) };
    const usulan = await stage.build(office, stand.papers);
    for (const scene of scenes) {
      await test.step(scene.name, async () => {
        await office.clock(instant(scene.at ?? stage.at));
        await look(stand, scene, usulan, info);
      });
    }
  });
}

// Not a test that is left out: while the pictures are taken there is nothing yet to hold anything to.
if (!RENEW) test("every view is among them, and no other picture is kept", () => {
  const scenes = STAGES.flatMap((stage) => stage.scenes);
  const names = scenes.map((scene) => scene.name);
  expect(new Set(names).size, "each has a name of its own").toBe(names.length);
  // A view that is added does not compile here until it has a scene.
  const views: Record<Place["view"], true> = {
    meja: true, usulan: true, "usulan-baru": true, satu: true, naskah: true, susulan: true, pindai: true, agenda: true, laporan: true, atur: true, templat: true, bantuan: true,
  };
  const seen = new Set(scenes.filter((scene) => scene.pictures !== "none").map((scene) => placeOf(scene.place("2026-0001")).view));
  expect(Object.keys(views).filter((view) => !seen.has(view as Place["view"])), "every view has a picture").toEqual([]);
  const files = existsSync(REFERENCES) ? readdirSync(REFERENCES) : [];
  expect(files.sort()).toEqual(scenes.flatMap(kept).map((name) => `${name}.webp`).sort());
  expect(files.reduce((sum, file) => sum + readFileSync(join(REFERENCES, file)).length, 0)).toBeLessThan(AT_MOST);
});

test("forced colours leave a border on every surface", async ({ office, page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await office.open("#/meja");
  const bare = await page.evaluate(() =>
    [...document.querySelectorAll(".card, .chip, .button")].filter((element) => getComputedStyle(element).borderTopWidth === "0px").map((element) => element.className),
  );
  expect(bare).toEqual([]);
});
