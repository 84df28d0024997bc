import type { Texts } from "../all";
import { names } from "./names";

export const meja = {
  title: "Desk",
  hours: (until) => `office hours until ${until}`,
  outsideHours: (next) => `Outside office hours. Standard time runs again ${next}.`,
  noHolidays: (year) => `The holidays of ${year} are not filled in; due times are counted without holidays.`,
  fillHolidays: "Fill in holidays",
  now: "Do now",
  nowOfficial: "Needs your decision",
  next: "Next",
  allNext: (n) => `All ${n}`,
  fewer: "Show fewer",
  waiting: "Waiting for others",
  incomplete: "To be completed",
  forStep: (n) => `for step ${n}`,
  openUsulan: "Open usulan",
  since: (when) => `since ${when}`,
  waitingFor: {
    desk: (name) => `On the desk of ${names.place(name) === "Clerk" ? "the clerk" : names.place(name)}`,
    outside: (name) => `With ${names.place(name)}`,
    held: (reason) => `On hold: ${names.recorded(reason)}`,
    proposer: (name) => (name ? `With the proposer: ${name}` : "With the proposer"),
  },
  outsideNote: "signature",
  count: (n) => `${n} usulan`,
  lines: { not_back: "Letter not back yet", copy_owed: "Copy to follow", number_owed: "Number not recorded yet", uncertain: "Hour uncertain", unexplained: "Not explained yet" },
  susulan: "Catch up",
  changed: (n) => (n === 1 ? "1 thing changed" : `${n} things changed`),
  emptyNew: { title: "Your desk is still empty.", text: "Register the first surat usulan, or look at the sample office first.", inSample: "Register the first surat usulan, to try it.", register: "Register usulan", sample: "Open the sample office" },
  emptyDone: { title: "Nothing to do right now.", waiting: (n) => `${n} usulan waiting for others.`, none: "Register incoming surat usulan through “New usulan”." },
  trouble: { what: "The list of tasks cannot be loaded.", safe: "The office’s data has not changed." },
} satisfies Texts["meja"];
