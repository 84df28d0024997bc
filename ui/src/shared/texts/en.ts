// The words of the screen in English, beside the Indonesian ones, for a reader who does not speak Bahasa Indonesia. Same voice (DESK 8): short,
// active, calm; verb and object on a button, no stop on a label. Letters and records stay Indonesian.
//
// Glossary, kept in every file here. Names of the office stay as the office says them:
//   usulan            an agency's proposal for an etalase, and the case that follows from it
//   etalase           a showcase of the local electronic catalogue
//   disposisi         the head's written instruction on who deals with an usulan; lembar disposisi is its sheet
//   telaah, pengumuman, surat usulan, surat pemberitahuan, surat pengembalian, nota dinas, surat undangan   the letters
//   lembar kendali    the control sheet that travels with the folder
//   buku agenda, buku ekspedisi   the books of numbers and of deliveries
//   Kabag, Sub Koordinator, Sekretaris Daerah, TU, Setda   posts and offices
//   kop, lambang, paraf, Plt., Plh., a.n., u.b., u.p., Yth.   parts of a letter
// Everything else is one English word each:
//   petugas clerk · pejabat official · pengusul proposer · perangkat daerah agency · pelaku done by · naskah, surat letter · konsep draft
//   siap ditandatangani ready to sign · berkas dossier · map folder · salinan copy · asli original · menyusul to follow · waktu baku standard time
//   lewat over · ditahan on hold · putaran round · koreksi correction · betulkan amend · urungkan undo · penyimpangan deviation
//   catat susulan catch up · bukti tayang proof of publication · tanda terima receipt · tembusan copies to · sifat urgency
//
// Fetched only where English was chosen, before anything is mounted (see `main.ts`).

import { acts } from "./en/acts";
import { agenda } from "./en/agenda";
import { atur } from "./en/atur";
import { bantuan } from "./en/bantuan";
import { common } from "./en/common";
import { dates } from "./en/dates";
import { faults } from "./en/faults";
import { frame } from "./en/frame";
import { laporan } from "./en/laporan";
import { meja } from "./en/meja";
import { names } from "./en/names";
import { mulai } from "./en/mulai";
import { naskah } from "./en/naskah";
import { penerima } from "./en/penerima";
import { pindai } from "./en/pindai";
import { riwayat } from "./en/riwayat";
import { satuUsulan } from "./en/satu-usulan";
import { seret } from "./en/seret";
import { sopSheet } from "./en/sop-sheet";
import { standing } from "./en/standing";
import { susulan } from "./en/susulan";
import { templat } from "./en/templat";
import { time } from "./en/time";
import { usulan } from "./en/usulan";
import { usulanBaru } from "./en/usulan-baru";
import type { FirstTexts, LaterTexts } from "./id";
import type { Complete } from "./same";

const words = { acts, common, dates, faults, frame, meja, names, seret, standing, time };
const more = { agenda, atur, bantuan, laporan, mulai, naskah, penerima, pindai, riwayat, satuUsulan, sopSheet, susulan, templat, usulan, usulanBaru };

/** Of the Indonesian shape; a key too few, a key too many, or a function that leaves a parameter out is refused here by the type check. */
export const en: FirstTexts & Complete<FirstTexts, typeof words> = words;

export const enLater: LaterTexts & Complete<LaterTexts, typeof more> = more;
