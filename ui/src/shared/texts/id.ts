// Every word of the screen, by place. Sentences of refusals come finished from the core, so that the command line
// says the same; everything else is here and in the files beside.

import { agenda } from "./id/agenda";
import { bantuan } from "./id/bantuan";
import { common } from "./id/common";
import { frame } from "./id/frame";
import { laporan } from "./id/laporan";
import { meja } from "./id/meja";
import { pindai } from "./id/pindai";
import { standing } from "./id/standing";
import { time } from "./id/time";
import { usulan } from "./id/usulan";
import { usulanBaru } from "./id/usulan-baru";

export const t = { agenda, bantuan, common, frame, laporan, meja, pindai, standing, time, usulan, usulanBaru };
