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

const NO_WORDS = new Set(["class", "id", "d", "viewBox", "transform", "points", "rel", "href", "src", "data-cell", "style", "keys"]);
/** Keys as a keyboard names them, what the program calls itself and others, and what is printed. */
const NAMES = /^(Enter|Esc|Ctrl|Control|Alt|Shift|Space|Windows|Fault|NIP\.)$/;
/** Where a string is no word for a reader: a class, an import, a selector, a key that was pressed, a defect of ours. */
const forTheProgram = (node) => {
  // Selectors and media queries.
  const text = (node.value.raw ?? node.value).trim();
  if (NAMES.test(text) || /^(\(prefers-|a\[|input, )/.test(text)) return true;
  for (let at = node, under = node.parent; under; at = under, under = under.parent) {
    if (/^(Import|SwitchCase$|TSLiteralType$|SvelteStyleDirective$)/.test(under.type) || (/^Export/.test(under.type) && under.source === at)) return true;
    if (under.type === "BinaryExpression" && under.operator !== "+") return true;
    if (under.type === "SvelteAttribute" && NO_WORDS.has(under.key.name)) return true;
    if (under.type === "SvelteDirective" || (under.type === "SvelteEachBlock" && under.key === at)) return true;
    if (under.type === "NewExpression" && under.callee.name === "Error") return true;
    if (under.type === "CallExpression" && /^(querySelector(All)?|closest|matches|addEventListener)$/.test(under.callee.property?.name ?? "")) return true;
    if (under.type === "Property" && under.key === at) return true;
  }
  return false;
};
const SENTENCE = /\p{L}{2,}[,:;]? \p{L}{2,}|^\p{Lu}\p{Ll}{2,}(…|\.|:)?$/u;
const PIECE = /(^|\s)\p{L}{3,}[,:;.]?\s|\s\p{L}{3,}([,:;.]|\s|$)/u;

const words = {
  rules: {
    "in-texts": {
      create: (context) => {
        const report = (node, text) => context.report({ node, message: `Words of the screen stand in shared/texts, in both languages: “${text.trim().slice(0, 60)}”.` });
        return {
          SvelteText(node) {
            if (!/^Svelte(Style|Script)Element$/.test(node.parent.type) && /\p{L}{2}/u.test(node.value)) report(node, node.value);
          },
          SvelteLiteral(node) {
            const name = node.parent.key?.name;
            if (NO_WORDS.has(name)) return;
            const said = /^(aria-label|aria-description|placeholder|title|alt|label|legend|hint)$/.test(name) ? /\p{L}{2}/u : SENTENCE;
            if (said.test(node.value)) report(node, node.value);
          },
          Literal(node) {
            if (typeof node.value === "string" && SENTENCE.test(node.value) && !forTheProgram(node)) report(node, node.value);
          },
          TemplateElement(node) {
            if (PIECE.test(node.value.raw) && !forTheProgram(node)) report(node, node.value.raw);
          },
        };
      },
    },
  },
};

export default ts.config(
  { ignores: ["dist/", "dist-windows/", "src/generated/", "node_modules/"] },
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
  {
    files: ["src/**/*.svelte", "src/**/*.ts"],
    ignores: ["src/shared/texts/**", "src/**/*.test.ts", "src/shared/typed-time.ts"],
    plugins: { words },
    rules: { "words/in-texts": "error" },
  },
  { files: ["test/**", "browser/**", "*.js", "*.ts"], rules: { "appearance/tokens-only": "off" } },
  { files: ["src/**"], rules: limits(tauri, inner) },
  { files: ["src/backend/**"], rules: { ...limits(above("shared", "domain", "views")) } },
  { files: ["src/shared/**"], rules: limits(tauri, { ...above("domain", "views", "backend", "generated") }) },
  { files: ["src/domain/**"], rules: limits(tauri, inner, above("views")) },
);
