// How figures become lengths: d3's scales and stacks, so that every bar of a chart is on one scale.

import { scaleLinear } from "d3-scale";
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

/** Three results side by side; parts without a figure are left out. `most` is the largest sum of all rows. */
export function partsOf(figures: Results, most: number): Part[] {
  const x = scaleLinear().domain([0, Math.max(1, most)]).range([0, WIDTH]);
  return results([figures])
    .map((series) => ({ key: series.key as keyof Results, from: x(series[0]?.[0] ?? 0), to: x(series[0]?.[1] ?? 0) }))
    .filter((part) => part.to > part.from);
}

/** The length of one figure; what is there at all can be seen. */
export function lengthOf(figure: number, most: number): number {
  const x = scaleLinear().domain([0, Math.max(1, most)]).range([0, WIDTH]).clamp(true);
  return figure > 0 ? Math.max(2, x(figure)) : 0;
}
