// Every word of the screen, by place. Sentences of refusals come finished from the core, so that the command line
// says the same; everything else is here and in the files beside.

import { acts } from "./id/acts";
import { agenda } from "./id/agenda";
import { bantuan } from "./id/bantuan";
import { common } from "./id/common";
import { frame } from "./id/frame";
import { laporan } from "./id/laporan";
import { meja } from "./id/meja";
import { names } from "./id/names";
import { pindai } from "./id/pindai";
import { riwayat } from "./id/riwayat";
import { satuUsulan } from "./id/satu-usulan";
import { standing } from "./id/standing";
import { time } from "./id/time";
import { usulan } from "./id/usulan";
import { usulanBaru } from "./id/usulan-baru";

export const t = { acts, agenda, bantuan, common, frame, laporan, meja, names, pindai, riwayat, satuUsulan, standing, time, usulan, usulanBaru };
