import { describe, expect, test } from "vitest";

import { scrollFor, windowOf } from "./windowing";

describe("rows that are built", () => {
  test.each([
    [0, 52, 0, 500], [1, 52, 0, 500], [10, 52, 0, 500], [5000, 52, 0, 500], [5000, 52, 130_000, 500], [5000, 52, 259_500, 500], [5000, 52, 9e9, 500], [30, 36, -40, 0],
  ])("%d rows of %d px at %d in a view of %d", (count, height, top, view) => {
    const w = windowOf(count, height, top, view);
    expect(w.above + (w.to - w.from) * height + w.below, "the table keeps its whole height").toBe(count * height);
    expect(w.to - w.from, "never more than a screen and its spare rows").toBeLessThanOrEqual(Math.ceil(view / height) + 17);
    if (count > 0 && top >= 0 && top <= count * height - view) {
      expect(w.above, "nothing is missing at the top").toBeLessThanOrEqual(top);
      expect(w.to * height, "nothing is missing at the bottom").toBeGreaterThanOrEqual(Math.min(count * height, top + view));
    }
  });

  test.each([
    [0, 100, 0], [3, 0, undefined], [9, 0, 9 * 52 + 52 + 36 - 500], [2, 52 * 5, 104],
  ])("row %d from %d", (row, top, expected) => expect(scrollFor(row, 52, top, 500, 36)).toBe(expected));
});
