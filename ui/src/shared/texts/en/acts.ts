import type { Texts } from "../all";
import type { ActKey, ActWords } from "../id/acts";
import { count, list } from "./grammar";
import { names } from "./names";

const papers = (act: ActWords, otherwise: string) => (act.naskah.length ? list(act.naskah.map(names.shortPaper)) : otherwise);
const post = (act: ActWords, otherwise: string) => act.name || otherwise;

const sentences: Record<ActKey, (act: ActWords) => string> = {
  print_disposition: (act) => `Print the lembar disposisi and take it to ${post(act, "the Kabag")}`,
  fetch_disposition: (act) => `Fetch the lembar disposisi from the desk of ${post(act, "the Kabag")}, then record its hour`,
  hand_disposition: (act) => `Hand the disposisi to ${post(act, "the Sub Koordinator")}`,
  write_outputs: (act) => `Write ${papers(act, "telaah and pengumuman")}`,
  bring_outputs: (act) => `Take ${papers(act, "telaah and pengumuman")} to ${post(act, "the Kabag")}`,
  fetch_decision: (act) => `Fetch the decision of ${post(act, "the Kabag")}${act.naskah.length ? ` on ${papers(act, "")}` : ""}`,
  decide: (act) => `Decide on ${papers(act, "the usulan")}: ${act.etalase}`,
  publish: () => "Create the etalase in the catalogue application",
  write_notification: () => "Write the surat pemberitahuan",
  bring_notification: (act) => `Take the surat pemberitahuan to ${post(act, "the Kabag")}`,
  fetch_notification_decision: (act) => `Fetch the decision of ${post(act, "the Kabag")} on the surat pemberitahuan`,
  bring_to_signer: (act) => `Take ${papers(act, "the letter")} to ${post(act, "the Sekretaris Daerah")}, ask for number and stamp`,
  record_number: (act) => `Record the number from the buku agenda: ${papers(act, "the letter")}`,
  send: (act) => `Send the surat pemberitahuan${act.count > 0 ? `, ${count(act.count, "recipient")}` : ""}`,
  attach_copy: (act) => `Attach the scan of ${act.naskah.length ? papers(act, "") : act.name ? names.shortPaper(act.name) : "the letter"}`,
  complete_dossier: (act) => (act.count > 0 ? `Complete the dossier: ${count(act.count, "copy", "copies")} to follow` : "Complete the dossier"),
  receive_letter: (act) => `Receive the surat usulan from ${act.agency}`,
  resume: (act) => `Resume when possible${act.name ? `: ${names.recorded(act.name)}` : ""}`,
};
const sentenceOf: Record<string, (act: ActWords) => string> = sentences;

const buttons: Record<ActKey, string> = {
  print_disposition: "Print disposisi",
  fetch_disposition: "Record disposisi",
  hand_disposition: "Record receipt",
  write_outputs: "Open letter",
  bring_outputs: "Record handover",
  fetch_decision: "Record decision",
  decide: "Decide",
  publish: "Record publication",
  write_notification: "Open letter",
  bring_notification: "Record handover",
  fetch_notification_decision: "Record decision",
  bring_to_signer: "Record signature",
  record_number: "Record number",
  send: "Send",
  attach_copy: "Attach",
  complete_dossier: "Complete",
  receive_letter: "Record receipt",
  resume: "Resume",
};
const buttonOf: Record<string, string> = buttons;

export const acts = {
  sentence: (act) => sentenceOf[act.key]?.(act) ?? `Open the usulan ${act.etalase}`,
  button: (act) => (act.key.startsWith("write_") && act.naskah.length > 1 ? `Open step ${act.step}` : (buttonOf[act.key] ?? "Open usulan")),
  printed: (printer, sheets) => `Handed to the queue of ${printer}: ${count(sheets, "sheet")}.`,
  undone: "Record undone. The history keeps it.",
} satisfies Texts["acts"];
