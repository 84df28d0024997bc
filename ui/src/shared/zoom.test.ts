import { beforeEach, describe, expect, test } from "vitest";

import { STEPS, keep, kept, next } from "./zoom";

beforeEach(() => localStorage.clear());

describe("the size of the window", () => {
  test("goes step by step and stops at the ends", () => {
    expect(next(100, 1)).toBe(110);
    expect(next(100, -1)).toBe(90);
    expect(next(200, 1)).toBe(200);
    expect(next(80, -1)).toBe(80);
    let percent: number = STEPS[0];
    for (const step of STEPS) {
      expect(percent).toBe(step);
      percent = next(percent, 1);
    }
  });

  test("is kept, and what is no step counts as 100", () => {
    expect(kept()).toBe(100);
    keep(150);
    expect(kept()).toBe(150);
    localStorage.setItem("etalase.zoom", "1000");
    expect(kept()).toBe(100);
  });
});
