// The Indonesian words of the views that are fetched later.
import { agenda } from "./agenda";
import { atur } from "./atur";
import { bantuan } from "./bantuan";
import { laporan } from "./laporan";
import { naskah } from "./naskah";
import { penerima } from "./penerima";
import { pindai } from "./pindai";
import { riwayat } from "./riwayat";
import { satuUsulan } from "./satu-usulan";
import { sopSheet } from "./sop-sheet";
import { susulan } from "./susulan";
import { templat } from "./templat";
import { usulan } from "./usulan";
import { usulanBaru } from "./usulan-baru";

export const later = { agenda, atur, bantuan, laporan, naskah, penerima, pindai, riwayat, satuUsulan, sopSheet, susulan, templat, usulan, usulanBaru };
