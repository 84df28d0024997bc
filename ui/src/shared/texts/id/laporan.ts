export const laporan = {
  title: "Laporan",
  previous: "Bulan sebelumnya",
  next: "Bulan berikutnya",
  caption: (month: string) => `Kepatuhan waktu baku per langkah, ${month}`,
  sentence: (month: string, finished: number, steps: number, within: number, late: number, unsure: number) =>
    `${month}: ${finished} usulan selesai. Dari ${steps} langkah, ${within} dalam waktu baku, ${late} lewat, dan ${unsure} tidak dapat dipastikan karena jamnya tidak tertulis di kertas.`,
  sentenceSure: (month: string, finished: number, steps: number, within: number, late: number) =>
    `${month}: ${finished} usulan selesai. Dari ${steps} langkah, ${within} dalam waktu baku dan ${late} lewat.`,
  sentenceAll: (month: string, finished: number, steps: number) => `${month}: ${finished} usulan selesai. Semua ${steps} langkah yang terukur dalam waktu baku.`,
  sentenceNone: (month: string, finished: number) => `${month}: ${finished} usulan selesai. Belum ada langkah yang terukur.`,
  columns: { step: "Langkah", standard: "Baku", bar: "Sebaran", within: "Dalam", late: "Lewat", unsure: "Belum pasti", median: "Tengah", worst: "Terlama" },
  legend: { within: "dalam waktu baku", late: "lewat", unsure: "belum pasti" },
  bar: (within: number, late: number, unsure: number) => `${within} dalam waktu baku, ${late} lewat, ${unsure} belum pasti`,
  causes: (n: number) => `Sebab yang dicatat (${n})`,
  unexplained: "Belum dijelaskan",
  estimated: (n: number) => `${n} batas waktu memakai hari libur perkiraan.`,
  lateOf: (n: number, name: string) => `Usulan yang lewat di langkah ${n}, ${name}`,
  days: (n: number) => `${n} hari`,
  empty: { title: (month: string) => `Belum ada usulan yang selesai pada ${month}.`, text: "Langkah yang sudah tercatat tetap dihitung di bawah." },
  trouble: "Laporan tidak dapat disusun. Data kantor tidak berubah.",
};
