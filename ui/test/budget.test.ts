// The weight of the first bundle (budget.ts), over made-up bundles.

import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

import type { Rolldown } from "vite";
import { expect, test } from "vitest";

import { budget, firstBundle } from "../budget";

const chunk = (fileName: string, code: string, parts: Partial<{ imports: string[]; dynamicImports: string[]; isEntry: boolean; css: string[] }> = {}) =>
  ({ type: "chunk", fileName, code, isEntry: false, imports: [], dynamicImports: [], ...parts, viteMetadata: { importedCss: new Set(parts.css) } }) as unknown as Rolldown.OutputChunk;
const style = (fileName: string, source: string) => ({ type: "asset", fileName, source }) as unknown as Rolldown.OutputAsset;
const bundleOf = (...files: (Rolldown.OutputChunk | Rolldown.OutputAsset)[]) => Object.fromEntries(files.map((file) => [file.fileName, file])) as Rolldown.OutputBundle;

const page = (...scripts: string[]) => ({ type: "asset", fileName: "index.html", source: scripts.map((file) => `<script type="module" src="/${file}"></script>`).join("") }) as unknown as Rolldown.OutputAsset;

test("what the page names counts with what it imports and their styles, and nothing that comes later", () => {
  const bundle = bundleOf(
    page("index.js", "desk.js"),
    chunk("desk.js", "desk", { imports: ["shared.js"] }),
    chunk("index.js", "entry", { isEntry: true, imports: ["shared.js"], dynamicImports: ["later.js"], css: ["index.css"] }),
    chunk("shared.js", "shared", { imports: ["runtime.js"], css: ["shared.css"] }),
    chunk("runtime.js", "runtime", { imports: ["shared.js"] }),
    chunk("later.js", "later", { imports: ["shared.js"], css: ["later.css"] }),
    style("index.css", "a{}"),
    style("shared.css", "b{}"),
    style("later.css", "c{}"),
  );
  const weights = firstBundle(bundle);
  expect([...weights.keys()].sort()).toEqual(["desk.js", "index.css", "index.js", "runtime.js", "shared.css", "shared.js"]);
  expect(weights.get("index.js")).toBe(gzipSync("entry", { level: 9 }).length);
});

test("a build above the budget fails, and says what weighs", () => {
  const noise = (lines: number) => Array.from({ length: lines }, (_, at) => createHash("sha256").update(String(at)).digest("base64")).join("");
  const write = (bundle: Rolldown.OutputBundle) => {
    const failed: string[] = [];
    const plugin = budget().writeBundle as unknown as (this: { error(text: string): void }, options: unknown, bundle: Rolldown.OutputBundle) => void;
    plugin.call({ error: (text) => void failed.push(text) }, {}, bundle);
    return failed;
  };
  expect(write(bundleOf(page("index.js"), chunk("index.js", "small", { isEntry: true })))).toEqual([]);
  const [failed] = write(bundleOf(page("index.js"), chunk("index.js", noise(6_000), { isEntry: true })));
  expect(failed).toMatch(/^first bundle: \d+\.\d kB gzipped in 1 files \(at most 150\): index\.js \d+\.\d$/);
});
