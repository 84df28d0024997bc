// Every word of the screen, by place. Sentences of refusals come finished from the core, so that the command line
// says the same; everything else is here and in the files beside.

import { acts } from "./id/acts";
import { agenda } from "./id/agenda";
import { atur } from "./id/atur";
import { bantuan } from "./id/bantuan";
import { common } from "./id/common";
import { frame } from "./id/frame";
import { laporan } from "./id/laporan";
import { meja } from "./id/meja";
import { names } from "./id/names";
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

export const t = { acts, agenda, atur, bantuan, common, frame, laporan, meja, names, naskah, penerima, pindai, riwayat, satuUsulan, seret, sopSheet, standing, susulan, templat, time, usulan, usulanBaru };
