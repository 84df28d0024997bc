// Files dragged over the page.
export const seret = {
  here: "Seret ke sini",
  release: (name: string) => `Lepaskan: ${name}`,
  nowhere: "Seret ke berkas, ke langkah, atau ke baris usulan.",
  missed: "Dokumen dilepas di tempat yang tidak menerimanya. Tidak ada yang dilampirkan; dokumen asli tidak disentuh. Seret ke berkas, ke langkah, atau ke baris usulan.",
  checking: (n: number) => (n === 1 ? "Memeriksa dokumen…" : `Memeriksa ${n} dokumen…`),
  refused: "Dokumen yang tidak diterima",
  onlyBeside: (name: string) => `${name} hanya dapat menyertai naskah. Tidak dilampirkan; pakai “Pakai dokumen lain…” di langkahnya.`,
  berkas: (no: string) => `berkas ${no}`,
  toPaper: (paper: string) => `${paper}`,
  toStep: (n: number, name: string) => `langkah ${n}, ${name}`,
  toUsulan: (no: string, etalase: string) => `${no}, ${etalase}`,
  toField: (label: string) => label,
  toPindai: "Pindai, untuk diputuskan di sana",
  said: (names: string[], paper: string) => `${names.join(", ")} masuk berkas sebagai ${paper}.`,
};
