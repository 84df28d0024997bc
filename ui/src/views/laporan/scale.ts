// How figures become lengths: d3's stacks, on one scale for every bar of a chart.

import { stack } from "d3-shape";

export const WIDTH = 240;

export interface Results {
  within: number;
  late: number;
  unsure: number;
}

export interface Part {
  key: keyof Results;
  from: number;
  to: number;
}

const results = stack<Results>().keys(["within", "late", "unsure"]);

/**
 * Where a figure ends on a bar. A proportion, and not d3's scale: that one colours too, and its colours name a property that the
 * window keeps for itself (its prototypes are frozen), so that no report would open.
 */
const place = (figure: number, most: number) => (figure / Math.max(1, most)) * WIDTH;

/** Three results side by side; parts without a figure are left out. `most` is the largest sum of all rows. */
export function partsOf(figures: Results, most: number): Part[] {
  return results([figures])
    .map((series) => ({ key: series.key as keyof Results, from: place(series[0]?.[0] ?? 0, most), to: place(series[0]?.[1] ?? 0, most) }))
    .filter((part) => part.to > part.from);
}

/** The length of one figure, at most the whole bar; what is there at all can be seen. */
export function lengthOf(figure: number, most: number): number {
  return figure > 0 ? Math.min(WIDTH, Math.max(2, place(figure, most))) : 0;
}
