// Names of days and months, spans of working time, and sizes (DESK 8, Formats).
export const dates = {
  days: ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
  daysShort: ["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"],
  months: ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"],
  monthsShort: ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
  today: "hari ini",
  yesterday: "kemarin",
  tomorrow: "besok",
  spanDays: (n: number) => `${n} hari`,
  spanHours: (n: number) => `${n} j`,
  spanMinutes: (n: number) => `${n} m`,
  workingMinutes: (n: number) => `${n} menit kerja`,
  workingDays: (n: number) => `${n} hari kerja`,
  bytes: (n: number) => `${n} byte`,
  decimals: ",",
};
