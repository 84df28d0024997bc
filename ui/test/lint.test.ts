// The lint rules that keep the design: each must find the fault it is there for.
import { ESLint } from "eslint";
import { describe, expect, test } from "vitest";

const eslint = new ESLint({ cwd: process.cwd() });

async function rulesFor(path: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

const FAULTS: [string, string, string, string][] = [
  ["a colour outside tokens.css", "src/shared/Sample.svelte", "<p>a</p>\n<style>p { color: #1B2230; }</style>\n", "appearance/tokens-only"],
  ["a short colour", "src/views/Sample.svelte", '<svg><path fill="#fff" /></svg>\n', "appearance/tokens-only"],
  ["a style attribute", "src/views/Sample.svelte", '<p style="margin: 0">a</p>\n', "appearance/no-inline-style"],
  ["the window in a view", "src/views/sample.ts", 'import "@tauri-apps/api/core";\n', "no-restricted-imports"],
  ["a domain part in shared", "src/shared/sample.ts", 'import "$domain/desk.svelte";\n', "no-restricted-imports"],
  ["the door in shared", "src/shared/sample.ts", 'import "$backend";\n', "no-restricted-imports"],
  ["a view in domain", "src/domain/sample.ts", 'import "$views/Meja.svelte";\n', "no-restricted-imports"],
  ["behind the door", "src/views/sample.ts", 'import "../backend/door";\n', "no-restricted-imports"],
  ["the window's own drag events", "src/backend/sample.ts", 'getCurrentWebview().onDragDropEvent(() => undefined);\n', "no-restricted-syntax"],
  ["an event of the window by name", "src/backend/sample.ts", 'void listen("tauri://drag-drop", () => undefined);\n', "no-restricted-syntax"],
  ["words between tags", "src/views/Sample.svelte", "<p>Belum ada surat.</p>\n", "words/in-texts"],
  ["a word read aloud", "src/views/Sample.svelte", '<button aria-label="tutup">×</button>\n', "words/in-texts"],
  ["a label of a part", "src/views/Sample.svelte", '<script lang="ts">\n  import Check from "$shared/Check.svelte";\n</script>\n\n<Check label="Semua" checked />\n', "words/in-texts"],
  ["a sentence in a script", "src/domain/sample.ts", 'export const said = "Surat belum siap";\n', "words/in-texts"],
  ["a word joined to a name", "src/domain/sample.svelte.ts", "export const said = (label: string) => `${label} kosong`;\n", "words/in-texts"],
  ["a long component", "src/views/Sample.svelte", `${"<p>a</p>\n".repeat(260)}`, "max-lines"],
];

describe("the rules of the desk", () => {
  test.each(FAULTS)("%s is found", async (_, path, text, rule) => {
    expect(await rulesFor(path, text), `${rule} must report it`).toContain(rule);
  }, 60_000);

  test("what is allowed is left alone", async () => {
    const text = '<script lang="ts">\n  import { t } from "$shared/texts/id";\n</script>\n\n<p style:width={t.common.none}>{t.common.none}</p>\n';
    expect(await rulesFor("src/views/Sample.svelte", text)).toEqual([]);
    const program = 'export const key = (event: KeyboardEvent) => event.key === "Escape" || document.querySelector("dialog[open] input:checked") !== null;\n';
    expect(await rulesFor("src/shared/sample.ts", program)).toEqual([]);
  }, 60_000);
});
