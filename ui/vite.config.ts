import { fileURLToPath } from "node:url";

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

import { budget } from "./budget.ts";
import { carried } from "./licences.ts";
import { panduan } from "./panduan.ts";

const source = (folder: string) => fileURLToPath(new URL(`./src/${folder}`, import.meta.url));

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), panduan(), carried(), budget()],
  resolve: {
    alias: {
      $backend: source("backend/index.ts"),
      $generated: source("generated"),
      $shared: source("shared"),
      $domain: source("domain"),
      $views: source("views"),
    },
    // Component tests mount in happy-dom and need Svelte's client build.
    ...(mode === "test" ? { conditions: ["browser"] } : {}),
  },
  build: {
    // Offline PCs may carry an old WebView2 (DESK 4.1).
    target: "chrome109",
    cssTarget: "chrome109",
    sourcemap: false,
    // A data: URL would need a wider content policy; files are all small and local anyway.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What the first view needs is one file, not forty.
        codeSplitting: { groups: [{ name: "desk", test: /src\/main\.ts$/ }] },
      },
    },
  },
  server: {
    port: 5179,
    strictPort: true,
    // `cargo run -p devserver` is the office behind the page while it is being developed.
    proxy: Object.fromEntries(
      ["/rpc", "/letter", "/notices"].map((path) => [path, process.env.ETALASE_DEVSERVER ?? "http://127.0.0.1:4179"]),
    ),
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    setupFiles: ["./test/setup.ts"],
  },
}));
