// What a program can check of the desk's rules: tiers, the one door, colours only as tokens, no inline style.
import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

const tauri = { group: ["@tauri-apps/*"], message: "Only backend/ talks to the window (DESIGN 3, invariant 2)." };
const inner = { group: ["$backend/*", "**/backend/*"], message: "The door is $backend; what is behind it is its own." };
const above = (...folders) => ({
  group: folders.flatMap((folder) => [`$${folder}`, `$${folder}/*`, `**/${folder}/*`]),
  message: "Imports go down only: views, domain, shared.",
});
const limits = (...patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

const appearance = {
  rules: {
    "tokens-only": {
      create: (context) => ({
        Program(node) {
          const text = context.sourceCode.getText();
          for (const match of text.matchAll(/#[0-9a-fA-F]{3,8}\b(?=[;\s,)"'])/g)) {
            if (/^#[0-9a-fA-F]{3}$|^#[0-9a-fA-F]{4}$|^#[0-9a-fA-F]{6}$|^#[0-9a-fA-F]{8}$/.test(match[0])) {
              context.report({ node, loc: context.sourceCode.getLocFromIndex(match.index), message: "Colours are tokens; only tokens.css has values." });
            }
          }
        },
      }),
    },
    "no-inline-style": {
      create: (context) => ({
        SvelteAttribute(node) {
          if (node.key.name === "style") context.report({ node, message: "The content policy allows no style attribute: use a class, or the style: directive." });
        },
      }),
    },
  },
};

export default ts.config(
  { ignores: ["dist/", "src/generated/", "node_modules/"] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    plugins: { appearance },
    rules: {
      "appearance/tokens-only": "error",
      "appearance/no-inline-style": "error",
      "no-console": "error",
      "no-undef": "off", // TypeScript knows.
      "@typescript-eslint/no-non-null-assertion": "error",
      // Tauri would tell a page that listens where dragged files lie (invariant 7).
      "no-restricted-syntax": ["error",
        { selector: "Identifier[name='onDragDropEvent']", message: "Dragged files come as notices, without their paths." },
        { selector: "Literal[value=/^tauri:/]", message: "The window's own events may carry paths; listen to notices." },
      ],
      "svelte/no-at-html-tags": "error",
      "svelte/no-useless-mustaches": "off", // {" "} is how a space survives between blocks.
      "svelte/no-navigation-without-resolve": "off", // SvelteKit only.
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig, extraFileExtensions: [".svelte"] } },
    rules: { "max-lines": ["error", { max: 250 }] },
  },
  { files: ["test/**", "browser/**", "*.js", "*.ts"], rules: { "appearance/tokens-only": "off" } },
  { files: ["src/**"], rules: limits(tauri, inner) },
  { files: ["src/backend/**"], rules: { ...limits(above("shared", "domain", "views")) } },
  { files: ["src/shared/**"], rules: limits(tauri, { ...above("domain", "views", "backend", "generated") }) },
  { files: ["src/domain/**"], rules: limits(tauri, inner, above("views")) },
);
