// The first window is one file, and the language is settled after its modules were evaluated: none of them may have taken words by then.
import { expect, test, vi } from "vitest";

const taken: string[] = [];

vi.mock("$shared/texts/id", async () => {
  const real = await vi.importActual<typeof import("../src/shared/texts/id")>("../src/shared/texts/id");
  return {
    ...real,
    t: new Proxy(real.t, {
      get(words, place) {
        taken.push(String(place));
        return Reflect.get(words, place) as unknown;
      },
    }),
  };
});

test("no module of the first window takes words while it is evaluated", async () => {
  await import("../src/frame/refusals");
  await import("../src/App.svelte");
  expect(taken, "these would stay Indonesian in English").toEqual([]);
  const { longDate } = await import("../src/shared/formats");
  expect(longDate("2026-11-10")).toBe("Selasa, 10 November 2026");
  expect(taken.length, "words are taken when they are shown").toBeGreaterThan(0);
});
