// Which chapter of the manual belongs to where one stands. A view that knows more than its address says it here.

import { untrack } from "svelte";

import type { Place } from "./place";

/** Chapters of `docs/panduan`, by the name of their file. */
export type HelpChapter =
  | "panduan" | "sehari-di-meja" | "daftar-usulan" | "usulan-masuk" | "disposisi" | "telaah-dan-pengumuman" | "keputusan" | "tayang"
  | "surat-pemberitahuan" | "mulai-pertama" | "salinan" | "catat-susulan" | "di-luar-jalur" | "waktu-baku" | "naskah" | "atur" | "agenda" | "laporan";

/** By the kind of the step, so that another SOP is helped alike; what is written depends on the letter. */
const OF_STEP: Record<string, HelpChapter> = {
  register: "usulan-masuk", dispose: "disposisi", receive: "disposisi", decide: "keputusan", publish: "tayang", send: "surat-pemberitahuan",
};

export function chapterOfStep(kind: string | undefined, letters: string[]): HelpChapter {
  if (kind === "write") return letters.includes("surat-pemberitahuan") ? "surat-pemberitahuan" : "telaah-dan-pengumuman";
  return OF_STEP[kind ?? ""] ?? "salinan";
}

const OF_VIEW: Record<Exclude<Place["view"], "naskah" | "bantuan">, HelpChapter> = {
  meja: "sehari-di-meja", usulan: "daftar-usulan", "usulan-baru": "usulan-masuk", satu: "daftar-usulan", susulan: "catat-susulan", pindai: "salinan",
  agenda: "agenda", laporan: "laporan", atur: "atur", templat: "atur",
};

export function chapterOfPlace(place: Place): HelpChapter {
  if (place.view === "bantuan") return "panduan";
  if (place.view === "atur" && place.page === "tempat") return "mulai-pertama";
  if (place.view === "naskah") return place.kind === "surat-pemberitahuan" ? "surat-pemberitahuan" : "naskah";
  return OF_VIEW[place.view];
}

class Help {
  #nearer = $state.raw<HelpChapter | undefined>();

  /** For as long as the caller lives: `$effect(() => help.stand(chapter))`. */
  stand(chapter: HelpChapter): () => void {
    untrack(() => (this.#nearer = chapter));
    return () => untrack(() => (this.#nearer = undefined));
  }

  at(place: Place): HelpChapter {
    return this.#nearer ?? chapterOfPlace(place);
  }
}

export const help = new Help();
