// Whose work the program carries, with the licences' own texts: from Cargo's metadata and the lock file, while the page is built and
// without a network. Imported as `virtual:licences`, by what is loaded late only.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Plugin } from "vite";

const ROOT = join(import.meta.dirname, "..");
const FONTS = join(ROOT, "src-tauri/crates/letters/fonts");
const NAME = "virtual:licences";
const IS_LICENCE = /^(licen[cs]e|copying|unlicense)/i;

export interface Carried {
  name: string;
  version: string;
  /** As the package names it, e.g. `MIT OR Apache-2.0`. */
  licence: string;
  /** Places in `texts`; empty where the package brings no text of its own. */
  texts: number[];
}
export interface Licences {
  packages: Carried[];
  texts: string[];
}

interface Metadata {
  packages: { id: string; name: string; version: string; license: string | null; manifest_path: string; source: string | null }[];
  resolve: { nodes: { id: string; deps: { pkg: string; dep_kinds: { kind: string | null }[] }[] }[]; root: string };
}

/** What is linked into the program for one system: what it depends on, without what only builds or tests it. */
function crates(target: string): { name: string; version: string; licence: string; folder: string }[] {
  const said = execFileSync("cargo", ["metadata", "--format-version", "1", "--locked", "--filter-platform", target], { cwd: ROOT, encoding: "utf8", maxBuffer: 64 << 20 });
  const { packages, resolve } = JSON.parse(said) as Metadata;
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const linked = new Set<string>();
  const waiting = [resolve.root];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (linked.has(id)) continue;
    linked.add(id);
    for (const dep of nodes.get(id)?.deps ?? []) if (dep.dep_kinds.some((kind) => kind.kind === null)) waiting.push(dep.pkg);
  }
  // Our own crates have no source; their licence is that of the program.
  return packages.filter((one) => linked.has(one.id) && one.source !== null)
    .map((one) => ({ name: one.name, version: one.version, licence: one.license ?? "", folder: dirname(one.manifest_path) }));
}

interface Lock {
  packages: Record<string, { version?: string; license?: string; dependencies?: Record<string, string> }>;
}

/** What the page is made of. Svelte is a tool to npm, and yet its runtime is in the page; its compiler stays at home. */
const RUNTIME: Record<string, string[]> = { svelte: ["clsx", "esm-env"] };

function scripts(): { name: string; version: string; licence: string; folder: string }[] {
  const lock = JSON.parse(readFileSync(join(import.meta.dirname, "package-lock.json"), "utf8")) as Lock;
  const shipped = new Set<string>();
  const waiting = [...Object.keys(lock.packages[""]?.dependencies ?? {}), ...Object.keys(RUNTIME)];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (shipped.has(name)) continue;
    shipped.add(name);
    waiting.push(...(RUNTIME[name] ?? Object.keys(lock.packages[`node_modules/${name}`]?.dependencies ?? {})));
  }
  return [...shipped].map((name) => {
    const path = `node_modules/${name}`;
    return { name, version: lock.packages[path]?.version ?? "", licence: lock.packages[path]?.license ?? "", folder: join(import.meta.dirname, path) };
  });
}

/** The licence files of a package: the MIT one where there is a choice, for it is the shortest that says all. */
function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const found = readdirSync(folder).filter((file) => IS_LICENCE.test(file) && statSync(join(folder, file)).isFile()).sort();
  const mit = found.filter((file) => /mit/i.test(file));
  return (mit.length > 0 ? mit.slice(0, 1) : found).map((file) => join(folder, file));
}

export function licences(target: string): Licences {
  const texts: string[] = [];
  const places = new Map<string, number>();
  const place = (file: string) => {
    const text = readFileSync(file, "utf8").replace(/\r\n/g, "\n").trim();
    const key = text.replace(/\s+/g, " ");
    if (!places.has(key)) places.set(key, texts.push(text) - 1);
    return places.get(key) as number;
  };
  const fonts = [
    { name: "Liberation Sans", version: "", licence: "OFL-1.1", files: [join(FONTS, "LICENSE-Liberation.txt")] },
    { name: "TeX Gyre Bonum", version: "", licence: "GUST Font License", files: [join(FONTS, "LICENSE-TeX-Gyre.txt")] },
  ];
  const packages = [...crates(target), ...scripts()].map((one) => ({ ...one, files: filesOf(one.folder) }));
  const sorted = [...packages, ...fonts].sort((a, b) => a.name.localeCompare(b.name, "en") || a.version.localeCompare(b.version, "en", { numeric: true }));
  const carried = sorted.map(({ name, version, licence, files }): Carried => ({ name, version, licence, texts: files.map(place) }));
  return { packages: carried, texts };
}

/** `ETALASE_TARGET` names another system than this one, e.g. `x86_64-pc-windows-msvc`. */
function target(): string {
  return process.env.ETALASE_TARGET ?? (/^host: (.*)$/m.exec(execFileSync("rustc", ["-vV"], { encoding: "utf8" }))?.[1] ?? "");
}

export function carried(): Plugin {
  const id = `\0${NAME}`;
  return {
    name: "etalase-licences",
    resolveId: (source) => (source === NAME ? id : undefined),
    load: (asked) => (asked === id ? `export default ${JSON.stringify(licences(target()))};` : undefined),
  };
}
