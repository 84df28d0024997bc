// Computes the contrast table of DESK 4.1 from tokens.css by the WCAG 2 formula and fails below the limits.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Theme = "light" | "dark";
const css = readFileSync("src/shared/tokens.css", "utf8");

function tokens(theme: Theme): Map<string, string> {
  const block = (selector: string) => {
    const start = css.indexOf(`${selector} {`);
    expect(start, `${selector} is in tokens.css`).toBeGreaterThanOrEqual(0);
    return css.slice(start, css.indexOf("}", start));
  };
  const text = block("\n:root") + (theme === "dark" ? block(':root[data-theme="dark"]') : "");
  return new Map([...text.matchAll(/--([\w-]+):\s*(#[0-9A-Fa-f]{6})/g)].map((m) => [m[1] as string, m[2] as string]));
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const TEXT = 4.5;
const CONTROL = 3;
const grounds = ["desk", "paper", "sheet", "select"];
const PAIRS: [string, string, number][] = [
  ...["ink", "ink-2", "ink-3", "accent", "care", "done", "stop", "hold"].flatMap((ink) =>
    grounds.map((ground): [string, string, number] => [ink, ground, TEXT])),
  ...["done", "care", "stop", "hold"].map((kind): [string, string, number] => [kind, `${kind}-wash`, TEXT]),
  ["on-accent", "accent", TEXT],
  ["on-accent", "accent-strong", TEXT],
  ["ink-2", "desk", TEXT],
  ...grounds.flatMap((ground): [string, string, number][] => [["field", ground, CONTROL], ["focus", ground, CONTROL]]),
];

/** The figures that the brief prints, so that a changed token is noticed even where it stays readable. */
const PRINTED: [string, string, number, number][] = [
  ["ink", "desk", 13.1, 15.0], ["ink", "paper", 15.0, 13.8], ["ink", "sheet", 15.9, 12.4],
  ["ink-2", "desk", 6.9, 10.2], ["ink-2", "paper", 7.9, 9.4], ["ink-2", "sheet", 8.4, 8.4],
  ["ink-3", "desk", 4.9, 7.4], ["ink-3", "select", 4.8, 5.2],
  ["done", "done-wash", 6.3, 7.3], ["care", "care-wash", 6.4, 7.4], ["hold", "hold-wash", 6.9, 7.5], ["stop", "stop-wash", 6.6, 6.8],
  ["on-accent", "accent", 11.5, 10.1], ["accent", "paper", 10.8, 9.4], ["accent", "select", 9.3, 7.1],
  ["field", "select", 3.5, 3.7], ["focus", "select", 4.6, 6.0],
];

describe.each<Theme>(["light", "dark"])("contrast in %s", (theme) => {
  const colours = tokens(theme);
  const colour = (name: string) => {
    const value = colours.get(name);
    if (!value) throw new Error(`no token --${name}`);
    return value;
  };

  test.each(PAIRS)(`%s on %s is at least %s`, (ink, ground, limit) => {
    expect(contrast(colour(ink), colour(ground)), `--${ink} on --${ground}`).toBeGreaterThanOrEqual(limit);
  });

  test.each(PRINTED)(`%s on %s is as the brief prints it`, (ink, ground, light, dark) => {
    expect(contrast(colour(ink), colour(ground))).toBeCloseTo(theme === "light" ? light : dark, 0);
  });
});
