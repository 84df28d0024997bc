// Every word of the screen, by place: here those of the first window in Indonesian, in `all.ts` those of the views that are fetched
// later, `en.ts` beside them with the same keys. Sentences of refusals come finished from the core, so that the command line says the same;
// everything else is here and in the files beside.

import { acts } from "./id/acts";
import { common } from "./id/common";
import { dates } from "./id/dates";
import { faults } from "./id/faults";
import { frame } from "./id/frame";
import { meja } from "./id/meja";
import { names } from "./id/names";
import { seret } from "./id/seret";
import { standing } from "./id/standing";
import { time } from "./id/time";
import type { later as Later } from "./id/later";
import type { mulai as Mulai } from "./id/mulai";

export const id = { acts, common, dates, faults, frame, meja, names, seret, standing, time };

/** What every language says in the first window. */
export type FirstTexts = typeof id;

/** The words of the first window. No module of it takes from here while it is evaluated: the language is settled after that. */
export const t: FirstTexts = { ...id };

/** Words that are fetched with the views that use them; another language brings its own along. */
export type LaterTexts = typeof Later & { mulai: typeof Mulai };
export const later: Partial<LaterTexts> = {};

/** Puts another language in place of the Indonesian words. */
export function speak(words: FirstTexts, laterWords: LaterTexts) {
  Object.assign(t, words);
  Object.assign(later, laterWords);
}
