export const sopSheet = {
  title: "Lembar SOP",
  lived: (no: string) => `Lembar SOP sebagaimana dijalani, ${no}`,
  page: (n: number, text: string) => `Halaman ${n}: ${text}`,
  show: "Lihat dan cetak lembar SOP",
  menu: "Lembar SOP sebagaimana dijalani",
  print: "Cetak",
  save: "Simpan PDF…",
  reader: "Buka di pembaca PDF",
};
