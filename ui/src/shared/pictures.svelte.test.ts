import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { heldPictures } from "./pictures.svelte";

/** Pictures that were asked for, each to be answered by the test. */
const asked: { src: string; onload: () => void; onerror: () => void }[] = [];
const arrive = (src: string) => asked.filter((one) => one.src === src).forEach((one) => one.onload());

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal("Image", class {
    src = "";
    onload = () => {};
    onerror = () => {};
    decode = () => Promise.resolve();
    constructor() {
      asked.push(this);
    }
  });
});
afterEach(() => vi.unstubAllGlobals());

function held(first: string[]) {
  let wanted = $state(first);
  const broken = vi.fn();
  let pictures!: ReturnType<typeof heldPictures>;
  const stop = $effect.root(() => {
    pictures = heldPictures(() => wanted, broken);
  });
  flushSync();
  return {
    pictures,
    broken,
    stop,
    want(addresses: string[]) {
      wanted = addresses;
      flushSync();
    },
  };
}

describe("pictures of pages", () => {
  test("a page that did not change is not asked for again", () => {
    const view = held(["a1", "b1"]);
    arrive("a1");
    arrive("b1");
    view.want(["a2", "b1"]);
    expect(asked.map((one) => one.src)).toEqual(["a1", "b1", "a2"]);
    expect(view.pictures.at(0), "the old one stays until the new one is there").toBe("a1");
    arrive("a2");
    expect([view.pictures.at(0), view.pictures.at(1)]).toEqual(["a2", "b1"]);
    view.stop();
  });

  test("one that was overtaken still shows while one types on, and never after a newer one", () => {
    const view = held(["a1"]);
    view.want(["a2"]);
    view.want(["a3"]);
    arrive("a2");
    expect(view.pictures.at(0)).toBe("a2");
    arrive("a3");
    arrive("a1");
    expect(view.pictures.at(0)).toBe("a3");
    view.stop();
  });

  test("one that fails is told once, and asked for again with the next drawing", () => {
    const view = held(["a1"]);
    asked[0]?.onerror();
    expect(view.broken).toHaveBeenCalledOnce();
    expect(view.pictures.broken(0)).toBe(true);
    view.want(["a1"]);
    expect(asked).toHaveLength(2);
    asked[1]?.onload();
    expect([view.pictures.at(0), view.pictures.broken(0)]).toEqual(["a1", false]);
    view.stop();
  });
});
