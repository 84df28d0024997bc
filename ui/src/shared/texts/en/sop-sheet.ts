import type { Texts } from "../all";

export const sopSheet = {
  title: "SOP sheet",
  lived: (no) => `SOP sheet as it was lived, ${no}`,
  page: (n, text) => `Page ${n}: ${text}`,
  show: "View and print the SOP sheet",
  menu: "SOP sheet as it was lived",
  print: "Print",
  save: "Save PDF…",
  reader: "Open in the PDF reader",
} satisfies Texts["sopSheet"];
