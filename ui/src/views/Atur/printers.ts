// What was chosen for the printers of this PC, as the page shows and changes it.

import type { PrintChoice } from "$generated/PrintChoice";
import type { PrintersView } from "$generated/PrintersView";

export type Sides = "" | "one" | "both";
type Choices = PrintersView["choices"];

const OPEN: PrintChoice = { queue: null, tray: null, f4_tray: null, both_sides: null };

/** What was chosen for a kind; open where nothing was. */
export function choiceOf(view: PrintersView | undefined, kind: string): PrintChoice {
  return view?.choices[kind] ?? OPEN;
}

export function sidesOf(choice: PrintChoice): Sides {
  return choice.both_sides === null ? "" : choice.both_sides ? "both" : "one";
}

/** Where papers of a kind go that has no queue of its own: that of all, else the PC's. */
export function inheritedQueue(view: PrintersView | undefined, kind: string): string | undefined {
  const all = kind === "semua" ? undefined : view?.choices.semua?.queue;
  return all ?? view?.queues.find((one) => one.is_default)?.name ?? view?.queues[0]?.name;
}

/** The choices with one of them changed; a choice that leaves everything open is none. */
export function withChoice(choices: Choices, kind: string, choice: PrintChoice): Choices {
  const open = Object.values(choice).every((value) => value === null);
  const rest = Object.fromEntries(Object.entries(choices).filter(([key]) => key !== kind));
  return open ? rest : { ...rest, [kind]: choice };
}
