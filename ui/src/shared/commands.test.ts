import { afterEach, describe, expect, test } from "vitest";

import { commands } from "./commands.svelte";
import { combination } from "./keys";

const press = (init: KeyboardEventInit, target: EventTarget = document.body) => {
  const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, "target", { value: target });
  return event;
};

const COMBINATIONS: [KeyboardEventInit, string][] = [
  [{ key: "k", code: "KeyK", ctrlKey: true }, "Ctrl+K"],
  [{ key: "U", code: "KeyU", ctrlKey: true, shiftKey: true }, "Ctrl+Shift+U"],
  [{ key: "1", code: "Digit1", ctrlKey: true }, "Ctrl+1"],
  [{ key: "ArrowLeft", code: "ArrowLeft", altKey: true }, "Alt+←"],
  [{ key: "?", code: "Slash", shiftKey: true }, "?"],
  [{ key: "/", code: "Slash" }, "/"],
  [{ key: "Enter", code: "Enter", ctrlKey: true }, "Ctrl+Enter"],
  [{ key: "F1", code: "F1" }, "F1"],
  [{ key: "ß", code: "KeyS", altKey: true }, "Alt+S"],
  [{ key: "'", code: "Quote", ctrlKey: true }, "Ctrl+'"],
];

describe("keys", () => {
  test.each(COMBINATIONS)("%j", (init, written) => expect(combination(press(init))).toBe(written));

  let stop = () => {};
  afterEach(() => stop());

  test("the place one stands in wins over the frame", () => {
    const ran: string[] = [];
    const first = commands.offer(() => [{ id: "a", label: "a", group: "views", keys: "Ctrl+P", run: () => ran.push("frame") }]);
    const second = commands.offer(() => [{ id: "b", label: "b", group: "here", keys: "Ctrl+P", run: () => ran.push("view") }]);
    stop = () => { first(); second(); };
    const event = press({ key: "p", code: "KeyP", ctrlKey: true });
    expect(commands.press(event)).toBe(true);
    expect(event.defaultPrevented, "the web view must not print by itself").toBe(true);
    second();
    commands.press(press({ key: "p", code: "KeyP", ctrlKey: true }));
    expect(ran).toEqual(["view", "frame"]);
  });

  test("letters and Ctrl+Z belong to the text while one types; other chords do not", () => {
    const ran: string[] = [];
    stop = commands.offer(() => ["/", "Ctrl+Z", "Ctrl+Enter"].map((keys) => ({ id: keys, label: keys, group: "here" as const, keys, run: () => ran.push(keys) })));
    const input = document.createElement("input");
    commands.press(press({ key: "/", code: "Slash" }, input));
    commands.press(press({ key: "z", code: "KeyZ", ctrlKey: true }, input));
    commands.press(press({ key: "Enter", code: "Enter", ctrlKey: true }, input));
    expect(ran).toEqual(["Ctrl+Enter"]);
  });
});
