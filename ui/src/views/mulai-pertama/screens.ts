// What a screen's answers must have before one goes on, and how they go back to what was proposed.

import type { StartAnswers } from "$generated/StartAnswers";
import { mulai } from "$shared/texts/mulai";

/** What is wrong on a screen, in the field's words; undefined when one may go on. */
export function firstError(answers: StartAnswers, screen: number): string | undefined {
  if (screen === 2 && answers.office.place.trim() === "") return mulai.office.missing;
  if (screen === 4 && !answers.pattern.includes("{nomor}")) return mulai.numbers.patternWrong;
  return undefined;
}

/** Puts what is wrong on a screen back to what was proposed. */
export function putBack(answers: StartAnswers, proposed: StartAnswers, screen: number) {
  if (screen === 2) answers.office.place = proposed.office.place;
  if (screen === 4) answers.pattern = proposed.pattern;
}
