// Every word of the screen, by place: the Indonesian ones here, `en.ts` beside them with the same keys. Sentences of refusals come finished
// from the core, so that the command line says the same; everything else is here and in the files beside.

import { acts } from "./id/acts";
import { agenda } from "./id/agenda";
import { atur } from "./id/atur";
import { bantuan } from "./id/bantuan";
import { common } from "./id/common";
import { dates } from "./id/dates";
import { faults } from "./id/faults";
import { frame } from "./id/frame";
import { laporan } from "./id/laporan";
import { meja } from "./id/meja";
import { names } from "./id/names";
import type { mulai as Mulai } from "./id/mulai";
import { naskah } from "./id/naskah";
import { penerima } from "./id/penerima";
import { pindai } from "./id/pindai";
import { riwayat } from "./id/riwayat";
import { satuUsulan } from "./id/satu-usulan";
import { seret } from "./id/seret";
import { sopSheet } from "./id/sop-sheet";
import { standing } from "./id/standing";
import { susulan } from "./id/susulan";
import { templat } from "./id/templat";
import { time } from "./id/time";
import { usulan } from "./id/usulan";
import { usulanBaru } from "./id/usulan-baru";

export const id = { acts, agenda, atur, bantuan, common, dates, faults, frame, laporan, meja, names, naskah, penerima, pindai, riwayat, satuUsulan, seret, sopSheet, standing, susulan, templat, time, usulan, usulanBaru };

/** What every language says. */
export type Texts = typeof id;

/** The words of the screen. Modules take from here while they are evaluated, so `main.ts` settles the language before it fetches any of them. */
export const t: Texts = { ...id };

/** Words that are fetched with the views that use them; another language brings its own along. */
export type LaterTexts = { mulai: typeof Mulai };
export const later: Partial<LaterTexts> = {};

/** Puts another language in place of the Indonesian words. */
export function speak(words: Texts, laterWords: LaterTexts) {
  Object.assign(t, words);
  Object.assign(later, laterWords);
}
