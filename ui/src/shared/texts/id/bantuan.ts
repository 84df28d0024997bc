export const bantuan = {
  title: "Bantuan",
  keys: "Tombol",
  does: "Kegunaan",
  here: "Di tampilan ini",
  chapter: "Bab",
  about: { program: "Program", office: "Kantor", zone: "Zona waktu", licence: "Lisensi", licenceText: "MIT" },
  sop: {
    number: (number: string) => `Nomor SOP ${number}`,
    steps: "Langkah dan mutu baku",
    no: "No", text: "Uraian kegiatan", actor: "Pelaksana", requirements: "Kelengkapan", time: "Waktu", outputs: "Output",
    notes: "Catatan atas naskah SOP",
  },
  manual: {
    /** Said where the screen does not speak the manual's language. */
    language: "",
    search: "Cari di panduan",
    contents: "Isi panduan",
    chapter: "Bab",
    opening: "Lima hal yang paling sering dicari",
    region: "Panduan",
    whole: "Buka Bantuan",
    count: (n: number) => `${n} bagian ditemukan`,
  },
  chapters: { manual: "Panduan", shortcuts: "Pintasan papan ketik", sop: "Lembar SOP", about: "Tentang" },
  shortcuts: [
    {
      title: "Di mana saja",
      rows: [
        { keys: "Ctrl+K", label: "Cari usulan atau perintah" },
        { keys: "Ctrl+1 · … · Ctrl+6", label: "Meja, Usulan, Pindai, Agenda, Laporan, Atur" },
        { keys: "Ctrl+N", label: "Usulan baru" },
        { keys: "Ctrl+Shift+S", label: "Catat susulan" },
        { keys: "Ctrl+Z", label: "Urungkan catatan terakhir" },
        { keys: "Alt+← · Esc", label: "Kembali; Esc menutup dulu yang terbuka" },
        { keys: "F6", label: "Ke bagian berikutnya di layar" },
        { keys: "F1 · ?", label: "Bantuan; pintasan papan ketik" },
        { keys: "Ctrl+Shift+U", label: "Ganti pengguna" },
        { keys: "Ctrl++ · Ctrl+- · Ctrl+0", label: "Perbesar, perkecil, ukuran biasa" },
      ],
    },
    {
      title: "Daftar",
      rows: [
        { keys: "↑ · ↓ · Home · End · PgUp · PgDn", label: "Berpindah baris" },
        { keys: "Enter", label: "Buka" },
        { keys: "Space", label: "Ringkasan di samping" },
        { keys: "/", label: "Cari" },
      ],
    },
    {
      title: "Satu usulan",
      rows: [
        { keys: "Ctrl+Enter", label: "Tindakan utama" },
        { keys: "Alt+1 · … · Alt+9", label: "Ke langkah 1 sampai 9" },
        { keys: "Ctrl+O", label: "Lampirkan dokumen" },
        { keys: "Ctrl+P", label: "Cetak" },
        { keys: "Ctrl+B", label: "Berkas" },
        { keys: "s", label: "Di isian jam: sekarang" },
        { keys: "Alt+S · Alt+K", label: "Setuju, Koreksi" },
      ],
    },
    {
      title: "Naskah",
      rows: [
        { keys: "Ctrl+Enter", label: "Siapkan untuk tanda tangan" },
        { keys: "Ctrl+P", label: "Cetak" },
        { keys: "PgUp · PgDn", label: "Halaman pratinjau" },
        { keys: "Ctrl+Shift+H", label: "Pas halaman" },
      ],
    },
    {
      title: "Catat susulan",
      rows: [
        { keys: "Tab · ↑ · ↓", label: "Berpindah isian" },
        { keys: "Ctrl+'", label: "Salin dari baris di atas" },
        { keys: "Ctrl+Enter", label: "Catat semua yang terisi" },
      ],
    },
  ],
};
