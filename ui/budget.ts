// What the first window waits for, weighed after every build: what index.html names, all that it imports
// statically, and their styles, gzipped one by one as a reader of sizes would. Above the budget the build fails.

import { gzipSync } from "node:zlib";

import type { Plugin, Rolldown } from "vite";

/** Kilobytes of a thousand bytes (issue: "the UI bundle at most 150 KB gzipped"). */
export const BUDGET = 150;

type Output = Rolldown.OutputBundle;

/** Gzipped bytes of the first bundle by file. */
export function firstBundle(bundle: Output): Map<string, number> {
  const weights = new Map<string, number>();
  const weigh = (name: string) => {
    const file = bundle[name];
    if (!file || weights.has(name)) return;
    weights.set(name, gzipSync(file.type === "chunk" ? file.code : file.source, { level: 9 }).length);
    if (file.type !== "chunk") return;
    file.imports.forEach(weigh);
    const styles = (file as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss;
    styles?.forEach(weigh);
  };
  const page = bundle["index.html"];
  const words = page?.type === "asset" ? page.source.toString() : "";
  for (const [, name] of words.matchAll(/ (?:src|href)="\/([^"]+)"/g)) if (name) weigh(name);
  return weights;
}

export function budget(): Plugin {
  return {
    name: "etalase-budget",
    apply: "build",
    enforce: "post",
    writeBundle(_options, bundle) {
      const weights = firstBundle(bundle);
      const kilobytes = [...weights.values()].reduce((sum, bytes) => sum + bytes, 0) / 1000;
      const line = `first bundle: ${kilobytes.toFixed(1)} kB gzipped in ${weights.size} files (at most ${BUDGET})`;
      if (kilobytes > BUDGET) return this.error(`${line}: ${[...weights].map(([name, bytes]) => `${name} ${(bytes / 1000).toFixed(1)}`).join(", ")}`);
      process.stdout.write(`${line}\n`);
    },
  };
}
