import type { Texts } from "../all";
import { count } from "./grammar";

export const agenda = {
  title: "Agenda",
  lists: { masuk: "Incoming", keluar: "Outgoing", ekspedisi: "Delivery" },
  listLabel: "Book",
  year: "Year",
  columns: {
    agenda: "Agenda no.", received: "Received", letterDate: "Letter date", letterNumber: "Letter number", from: "From", subject: "Subject", forwarded: "Forwarded",
    number: "Number", date: "Date", to: "To", signer: "Signer", method: "Sent by", taker: "Taken by", sent: "Sent", usulan: "Usulan",
  },
  record: "Record number",
  bookNote: "The buku agenda of the TU gives the numbers; the application only records those that this usulan uses.",
  unnumbered: (n) => (n === 1 ? "1 letter is signed but has no number yet." : `${n} letters are signed but have no number yet.`),
  notYet: "no number yet",
  foot: (month, numbers, voids) => `${month}: ${count(numbers, "number")} recorded${voids > 0 ? `, ${voids} void` : ""}.`,
  void: (reason) => `void: ${reason}`,
  empty: { title: "No letters recorded this year.", text: "Letters are listed here once an usulan is registered, numbered or sent." },
  trouble: "The agenda cannot be opened. The office’s data has not changed.",
  drawer: {
    title: "Record number",
    which: "Letter",
    number: "Number (as in the book)",
    numberMissing: "Fill in the number as it is written in the buku agenda.",
    date: "Letter date",
    dateMissing: "Fill in the date of the letter.",
    source: "Source",
    sources: { book: "Buku agenda", application: "Application" },
    when: "When was it entered in the book?",
    reason: "Why the number is used twice",
    keepDouble: "Record anyway, with a reason",
    primary: "Record number",
    recorded: (number) => `Number ${number} recorded.`,
  },
} satisfies Texts["agenda"];
