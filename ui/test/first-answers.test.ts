// The answers that travel in the page, and the questions that are asked without them: the shell's script on a page as it is read.

import { readFileSync } from "node:fs";

import { afterEach, expect, test, vi } from "vitest";

const script = readFileSync("../src-tauri/src/first.js", "utf8");

const invoke = vi.fn((_command: string, { request }: { request: { ask: string } }) => Promise.resolve(`asked for ${request.ask}`));

/** Reads a page with the script before it, as a window does. */
function read(head: string, address = "http://tauri.localhost/") {
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(address);
  (window as unknown as Record<string, unknown>)["__TAURI_INTERNALS__"] = { invoke };
  new Function(script)();
  document.head.innerHTML = head;
  document.dispatchEvent(new Event("readystatechange"));
}

afterEach(() => {
  invoke.mockClear();
  window.etalaseAsked = undefined;
  document.head.innerHTML = "";
});

test("answers that came with the page are taken up, and nothing is asked", async () => {
  read('<script type="application/json" id="first-answers">{"session":{"ok":1},"desk":{"ok":"\\u003c/script>"}}</script>');
  expect(invoke).not.toHaveBeenCalled();
  expect(await window.etalaseAsked?.["session"]).toEqual({ ok: 1 });
  expect(await window.etalaseAsked?.["desk"]).toEqual({ ok: "</script>" });
  expect(document.getElementById("first-answers"), "they are of this moment, and not left lying about").toBeNull();
});

test("without them the page asks, the longer question first", async () => {
  read("");
  expect(invoke.mock.calls.map(([command, { request }]) => [command, request.ask])).toEqual([
    ["rpc", "desk"],
    ["rpc", "session"],
  ]);
  expect(await window.etalaseAsked?.["session"]).toBe("asked for session");
});

test("once only: what the page reads later is no first question", () => {
  read("");
  document.dispatchEvent(new Event("readystatechange"));
  expect(invoke).toHaveBeenCalledTimes(2);
});

test("a page that is not the application's own asks nothing", () => {
  read("", "https://example.com/");
  expect(invoke).not.toHaveBeenCalled();
  expect(window.etalaseAsked).toBeUndefined();
});
