// Words that an act takes into the journal and onto paper. The office's records and letters are Indonesian whatever the screen
// speaks, so these stand in no language's tree; `t.names.recorded` says them on the screen.

export const recorded = {
  causes: [
    "Pejabat rapat atau dinas luar",
    "Aplikasi LKPP gangguan",
    "Berkas pengusul kurang",
    "Menunggu tanda tangan di luar bagian",
    "Listrik, printer, atau jaringan",
    "Beban kerja",
  ],
  instructions: ["Kaji usulan, buat telaah dan konsep pengumuman", "Tanggapan dan saran", "Proses lebih lanjut", "Koordinasi/konfirmasikan"],
  methods: ["Kurir", "SRIKANDI", "Surel", "Pesan", "Pos"],
  platformDown: "aplikasi LKPP gangguan",
  holdReasons: ["aplikasi LKPP gangguan", "menunggu kelengkapan dari pengusul", "menunggu arahan pimpinan"],
  places: ["Meja petugas", "Meja Kabag", "Meja Sub Koordinator", "Asisten", "Sekretaris Daerah", "Pengusul", "LKPP"],
  sifats: ["Biasa", "Segera", "Sangat segera", "Penting", "Rahasia"],
  kinds: ["Barang", "Jasa lainnya", "Pekerjaan konstruksi", "Jasa konsultansi"],
} as const;

/** How the core heads the groups of a letter's fields. */
export const fieldGroups = { tujuan: "Tujuan", isi: "Isi", nomor: "Nomor dan tanggal", tanda_tangan: "Tanda tangan", tembusan: "Tembusan", lampiran: "Lampiran", kertas: "Kertas" } as const;

/** How the head of an agency is addressed in a letter, unless the office says otherwise. */
export const headOf = (agency: string) => `Kepala ${agency}`;

type Lists = (typeof recorded)[keyof typeof recorded];
/** One of those words. */
export type Recorded = Lists extends infer L ? (L extends readonly (infer W)[] ? W : L) : never;
