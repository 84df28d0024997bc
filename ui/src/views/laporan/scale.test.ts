import { describe, expect, it } from "vitest";
import { WIDTH, lengthOf, partsOf } from "./scale";

describe("the bars of the report", () => {
  it("lay the three results side by side, without gap or overlap", () => {
    expect(partsOf({ within: 4, late: 3, unsure: 1 }, 8)).toEqual([
      { key: "within", from: 0, to: WIDTH / 2 }, { key: "late", from: WIDTH / 2, to: (WIDTH / 8) * 7 }, { key: "unsure", from: (WIDTH / 8) * 7, to: WIDTH },
    ]);
  });

  it("leave out a result that did not come", () => {
    expect(partsOf({ within: 0, late: 2, unsure: 0 }, 4).map((part) => [part.key, part.from, part.to])).toEqual([["late", 0, WIDTH / 2]]);
    expect(partsOf({ within: 0, late: 0, unsure: 0 }, 4)).toEqual([]);
  });

  it("are on one scale, and a small figure can still be seen", () => {
    expect(lengthOf(30, 60)).toBe(WIDTH / 2);
    expect(lengthOf(1, 10_000)).toBe(2);
    expect([lengthOf(0, 60), lengthOf(90, 60)]).toEqual([0, WIDTH]);
  });
});
