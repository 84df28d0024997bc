// Both languages say everything: every text and every function of texts, called with samples, gives words; and neither leaves words of the other.
import { describe, expect, test } from "vitest";

import { en as first, enLater } from "./en";
import { sentences } from "./en/faults";
import { id as indonesian } from "./id";
import { later } from "./id/later";
import { mulai } from "./id/mulai";
import { recorded } from "./recorded";

// What is fetched later is said in both languages too.
const id = { ...indonesian, ...later, mulai };
const en = { ...first, ...enLater };

type Tree = { [key: string]: unknown };

const ACT = { key: "send", name: "Kabag PBJ", count: 3, naskah: ["telaah", "pengumuman"], etalase: "Beras", agency: "Dinas Pangan", step: 5 };
const ACTS = [
  "print_disposition", "fetch_disposition", "hand_disposition", "write_outputs", "bring_outputs", "fetch_decision", "decide", "publish", "write_notification", "bring_notification",
  "fetch_notification_decision", "bring_to_signer", "record_number", "send", "attach_copy", "complete_dossier", "receive_letter", "resume", "unheard_of",
];
const PARAMS = {
  step: "5", post: "Kabag PBJ", roles: "petugas", date: "2026-11-10", papers: "telaah,signed:pengumuman", outputs: "pengumuman:R2", fields: "agency,time", lane: "pemberitahuan",
  name: "surat.pdf", revision: "1", latest: "2", agenda: "12", number: "3", usulan: "2026-0001", who: "Siti", host: "PC-2",
};
/** Which parameter of a text is a list; all others are words or numbers. */
const LIST: Record<string, number> = {
  "common.list": 0, "naskah.empty": 0, "naskah.missing": 0, "penerima.first": 0, "seret.said": 0, "satuUsulan.notYet": 0, "satuUsulan.write.sentence": 0, "satuUsulan.write.sentenceReady": 0,
  "satuUsulan.write.said": 0, "satuUsulan.decide.sentence": 1, "satuUsulan.decide.own": 0, "satuUsulan.decide.later": 0,
};

/** Reckons with what it is given, so that words are no sample of it. */
const COUNTS_ONLY = /^penerima\.(merge\.working\.|print\.working$)/;

type Call = (...given: unknown[]) => unknown;

/** What a text says of samples: of one, of many, and of words. Where a word is taken apart, a number is none of its samples. */
function spoken(call: Call, path: string): string[] {
  if (path === "acts.sentence" || path === "acts.button") {
    return ACTS.flatMap((key) => [call({ ...ACT, key }), call({ ...ACT, key, name: "", count: 0, naskah: [] })]).map(String);
  }
  if (path === "faults.sentence") return Object.keys(sentences).map((code) => String(call(code, PARAMS, "Kalimat inti.")));
  const given = (value: unknown, list: string[]) => Array.from({ length: call.length }, (_, at) => (LIST[path] === at ? list : value));
  const counted = [given(1, ["surat-usulan"]), given(7, ["telaah", "pengumuman", "nota-dinas", "surat-usulan", "lembar-kendali", "buku-ekspedisi"])].flatMap((some) => {
    try {
      return [String(call(...some))];
    } catch {
      return [];
    }
  });
  return COUNTS_ONLY.test(path) ? counted : [...counted, String(call(...given("Meja Kabag", ["telaah", "pengumuman"])))];
}

/** Every text of a tree, with where it stands. */
function said(tree: unknown, path = ""): [string, string][] {
  if (typeof tree === "string") return [[path, tree]];
  if (typeof tree === "function") {
    return spoken(tree as Call, path).map((text) => [path, text]);
  }
  return Object.entries(tree as Tree).flatMap(([key, value]) => said(value, path ? `${path}.${key}` : key));
}

/** Every key, tables included. */
function keys(tree: unknown, path = ""): string[] {
  if (typeof tree !== "object" || tree === null) return [path];
  return Object.entries(tree).flatMap(([key, value]) => keys(value, path ? `${path}.${key}` : key));
}

/** Empty on purpose: a unit of nothing, a holder in his own right, the state "all", what only English says, and rounds that say no more than their usulan. */
const EMPTY = /^(atur\.layout\.units\.(count|switch|text|choice)|names\.capacity\.definitif|usulan\.footState\.semua|bantuan\.manual\.language|laporan\.behind\.rounds)$/;
/** Says in the office's own words what goes into records and letters, or hands on what it is given. */
const OFFICE = /^(templat\.skeleton|satuUsulan\.deviation\.paper|atur\.look\.languages)/;

const INDONESIAN = "dan yang belum untuk tidak dari ke di pada atau ini itu sudah akan dengan oleh isi isian tanggal jam catat cetak simpan buka pilih nomor anda bisa dapat lalu agar jika bila tetap sedang semua lain ada menunggu langkah waktu salinan berkas konsep putaran penerima pejabat petugas perangkat daerah lewat hari menit kerja diterima dicatat dikirim sejak sampai antara sekitar tulis lampirkan urungkan betulkan tutup kembali ubah hapus tambah";
const ENGLISH = "the of and with not is are was were be been to for yet this that these those it its you your save saved open opened print printed draft letter copy cancel close back record recorded choose fill until since between nothing changed received signed step time page search settings help today yesterday of on by at as";

/** Names of the office that stand in English sentences (see the glossary in `en.ts`), and samples handed in. */
const NAMES = /surat (usulan|pemberitahuan|pengembalian|undangan|dinas)|lembar (disposisi|kendali)|buku (agenda|ekspedisi)|nota dinas|pengumuman pendaftaran|sekretaris daerah|sekretariat daerah|bukti tayang|bahasa (indonesia|tampilan)|dengan hormat harap|\{nomor\}|\{tahun\}|\{\{isian\}\}|jalan contoh nomor 5|ketua koperasi contoh|meja kabag|berita acara|asisten perekonomian dan pembangunan|bagian umum|kalimat inti|sub koordinator[\w ]*lpse|permendagri/giu;

const leftOvers = (list: string, text: string) => {
  const words = new Set(list.split(" "));
  return text.replace(NAMES, " ").toLowerCase().split(/[^\p{L}]+/u).filter((word) => words.has(word));
};

describe.each([["Indonesian", id], ["English", en]])("the %s words", (_, tree) => {
  test("are never empty", () => {
    const empty = said(tree).filter(([path, text]) => text.trim() === "" && !EMPTY.test(path));
    expect(empty).toEqual([]);
  });

  test("never show what was not filled in", () => {
    expect(said(tree).filter(([, text]) => /undefined|\[object|NaN|\$\{/.test(text))).toEqual([]);
  });

  test("call no button OK and ask no “sure?”", () => {
    expect(said(tree).filter(([, text]) => /^OK$|\bsure\b|\byakin\b/i.test(text))).toEqual([]);
  });
});

test("both languages have the same keys", () => {
  expect(new Set(keys(en))).toEqual(new Set(keys(id)));
});

test("lists have as many members in both", () => {
  const lengths = (tree: unknown, path = ""): string[] =>
    typeof tree !== "object" || tree === null ? [] : [...(Array.isArray(tree) ? [`${path} ${tree.length}`] : []), ...Object.entries(tree).flatMap(([key, value]) => lengths(value, `${path}.${key}`))];
  expect(lengths(en)).toEqual(lengths(id));
});

test("English leaves no Indonesian words", () => {
  const found = said(en).filter(([path]) => !OFFICE.test(path)).map(([path, text]) => [path, text, leftOvers(INDONESIAN, text)] as const);
  expect(found.filter(([, , words]) => words.length > 0)).toEqual([]);
});

test("Indonesian has no English words", () => {
  const found = said(id).filter(([path]) => !OFFICE.test(path)).map(([path, text]) => [path, text, leftOvers(ENGLISH, text)] as const);
  expect(found.filter(([, , words]) => words.length > 0)).toEqual([]);
});

/** Ends with a stop that belongs to the word. */
const ABBREVIATED = /^([.]|u\.p\.|Yth\.|Agenda no\.)$/;

test("labels and buttons end without a stop in both languages alike", () => {
  const stops = (tree: unknown) => new Map(said(tree).filter(([path]) => typeof at(tree, path) === "string").map(([path, text]) => [path, /[.!]$/.test(text) && !ABBREVIATED.test(text)]));
  const theirs = stops(en);
  const differ = [...stops(id)].filter(([path, stop]) => theirs.has(path) && theirs.get(path) !== stop && !EMPTY.test(path)).map(([path]) => path);
  expect(differ).toEqual([]);
});

function at(tree: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => (inner as Tree)[key], tree);
}

/** Names, numbers and signs; whatever else is the same in both was forgotten. */
const ALIKE = new Set([
  "Agenda", "Usulan", "Buku agenda", "Surat usulan", "Surat pengembalian", "Buku ekspedisi", "Lembar kendali", "Disposisi", "Etalase", "Kepala UKPBJ", "Sub Koordinator Pengelolaan LPSE", "Sekretaris Daerah", "Asisten Perekonomian dan Pembangunan",
  "a.n. Sekretaris Daerah, Asisten", "a.n. Sekretaris Daerah, Asisten, u.b. Kabag", "Plt.", "Plh.", "NIP", "KBLI", "SRIKANDI",
  // On paper, above the second block of a telaah.
  "Mengetahui", "Menyetujui", "Menetapkan",
  "Permendagri 1/2023", "Bahasa Indonesia", "English", "MIT", "v5: etalase", "Status", "Program", "Output", "Menu", "Admin", "No", "mm", "pt",
  "A4 (210 × 297 mm)", "F4 (215 × 330 mm)", "F4 (210 × 330 mm)", "½ folio (165 × 215 mm)",
  "April", "September", "November", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Sep", "Nov",
]);

test("what both languages say alike is a name", () => {
  const theirs = new Map(said(en).filter(([path]) => typeof at(en, path) === "string"));
  const alike = said(id).filter(([path, text]) => theirs.get(path) === text && /\p{L}{2}/u.test(text) && !path.endsWith(".keys"));
  expect([...new Set(alike.map(([, text]) => text))].filter((text) => !ALIKE.has(text))).toEqual([]);
});

test("every word of the records has an English name", () => {
  const kept = new Set(["SRIKANDI", "LKPP", "Asisten", "Sekretaris Daerah"]);
  const words = Object.values(recorded).flatMap((list) => (typeof list === "string" ? [list] : [...list]));
  expect(words.filter((word) => !kept.has(word) && en.names.recorded(word) === word)).toEqual([]);
  expect(words.filter((word) => id.names.recorded(word) !== word), "the Indonesian screen says them as they are kept").toEqual([]);
});

test("a refusal says in English what its parameters carry, and keeps the core's words where only those are right", () => {
  expect(en.faults.sentence("act.wrong_order", { step: "4" }, "Langkah 4 belum dicatat.")).toBe("Step 4 is not recorded yet. What you typed is still there. Record step 4 first, or fill in both under Catch up.");
  expect(en.faults.sentence("act.missing_paper", { papers: "signed:pengumuman,proof" }, "")).toContain("the signed pengumuman pendaftaran and the proof of publication");
  expect(en.faults.sentence("setting.invalid", {}, "Nama kantor perlu diisi.")).toBe("Nama kantor perlu diisi.");
  expect(en.faults.sentence("act.of_tomorrow", {}, "Kalimat inti.")).toBe("Kalimat inti.");
  expect(id.faults.sentence("act.wrong_order", { step: "4" }, "Langkah 4 belum dicatat.")).toBe("Langkah 4 belum dicatat.");
});
