// How large the window is drawn (DESK 9: Ctrl++, Ctrl+-, Ctrl+0). Kept on this PC, like the tone: it belongs to a screen and
// a pair of eyes, not to an office.

import { keep as write, kept as read } from "./this-pc";

const KEY = "zoom";

/** The steps, in per cent; 200 is what DESK 10 promises to hold. */
export const STEPS = [80, 90, 100, 110, 125, 150, 175, 200] as const;

/** The next step up or down from a size; the same at the end. */
export function next(percent: number, direction: 1 | -1): number {
  const further = direction > 0 ? STEPS.find((step) => step > percent) : [...STEPS].reverse().find((step) => step < percent);
  return further ?? percent;
}

/** The size that was kept; 100 when there is none, or none of the steps. */
export function kept(): number {
  const percent = Number(read(KEY));
  return STEPS.find((step) => step === percent) ?? 100;
}

export function keep(percent: number) {
  write(KEY, String(percent));
}
