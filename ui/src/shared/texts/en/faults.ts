// Refusals in English: what happened, what is safe, what to do next. The core sends the finished Indonesian sentence with a closed code
// and what it was made of. Where the parameters do not carry all that the Indonesian sentence says, the English one stays general.
import type { Texts } from "../all";
import { list } from "./grammar";
import { names } from "./names";

type Params = Record<string, string>;
/** A sentence; undefined where only the core's own words say what is wrong. */
export type FaultSentence = (params: Params) => string | undefined;

const NOTHING = "Nothing has changed.";
const KEPT = "Not recorded yet; what you typed is still there.";

/** What a key of something missing means: `telaah`, `pengumuman:R2`, `signed:pengumuman`, `proof`, … */
const things: Record<string, string> = {
  checklist: "the check of completeness",
  proof: "the proof of publication",
  agency: "the agency",
  etalase: "the name of the etalase",
  number: "the number",
  recipients: "the recipients",
  decisions: "the decisions",
  place: "the place",
  cause: "the cause",
  actor: "who did it (post and name)",
  time: "a date and hour that can be right",
  sheet: "the printed sheet",
  document: "the document",
  disposisi: "lembar disposisi",
  pemberitahuan: "surat pemberitahuan",
};
function thing(key: string): string {
  const signed = /^signed:(.+)$/.exec(key)?.[1];
  if (signed) return `the signed ${thing(signed)}`;
  const [kind = "", revision] = key.split(":");
  return `${things[kind] ?? names.paper(kind)}${revision ? ` ${revision}` : ""}`;
}
const thingsOf = (keys: string | undefined) => list((keys ?? "").split(",").filter(Boolean).map(thing));
const letter = (params: Params) => (params.lane ? thing(params.lane) : "The letter");
const file = (params: Params) => params.name ?? "The document";
const roles: Record<string, string> = { petugas: "clerk", pejabat: "official", arsiparis: "archivist", admin: "admin" };
const account = (params: Params) => (params.roles ? `Your account (${params.roles.split(", ").map((role) => roles[role] ?? role).join(", ")})` : "Your account");

const printer = (params: Params) => (params.queue ? `The printer ${params.queue}` : "The printer");
const printerStates: Record<string, string> = {
  paused: "is paused, so that no paper would come out", refusing: "takes no print jobs", out_of_paper: "is out of paper", away: "is off or not connected",
};
const waiting = (params: Params) => (params.handed ? `${params.handed} of ${params.total ?? ""} handed over; the rest is waiting.` : "The letter is kept and has not changed.");

/** One sentence for every code; the check in `frame/refusals.ts` refuses a code without one. */
export const sentences = {
  "act.not_permitted": (p) => (p.post
    ? `This act belongs to ${p.post}. ${account(p)} can only read it. A clerk can record it from paper.`
    : `${account(p)} cannot do this. ${NOTHING} Ask a clerk or an admin.`),
  "act.not_holder": (p) => `On ${p.date ?? "that date"} the post ${p.post ?? ""} was not held by that person. ${KEPT} Choose another, or update Settings › Officials.`,
  "act.only_self": (p) => `${p.post ?? "This post"} asks that nobody else records its decisions. Not recorded yet. Change the user, or change it in Settings › Officials.`,
  "act.own_by_other": (p) => `This act belongs to ${p.post ?? "another post"}, not to you. Not recorded yet. Choose paper or message as the basis, then record again.`,
  "act.wrong_order": (p) => `Step ${p.step} is not recorded yet. What you typed is still there. Record step ${p.step} first, or fill in both under Catch up.`,
  "act.already_done": (p) => `Step ${p.step} is not waiting for a record. ${NOTHING} See the path of the usulan for the step in progress.`,
  "act.not_received": () => `The surat usulan is not recorded as received. ${NOTHING} Register the letter first.`,
  "act.already_received": () => `This surat usulan is recorded as received already. ${NOTHING} Amend the record if something is wrong.`,
  "act.finished": () => `This usulan has ended already. ${NOTHING} Reopen it if it must be.`,
  "act.not_finished": () => `This usulan is still in progress. ${NOTHING} This act can be recorded once it has ended.`,
  "act.held": () => "This usulan is on hold; standard time has stopped. Not recorded yet. Resume the usulan first, then record again.",
  "act.not_held": () => `This usulan is not on hold. ${NOTHING}`,
  "act.returned": () => "This usulan is returned to the proposer. Not recorded yet. Register the letter first when it comes again.",
  "act.missing_output": (p) => `It cannot be handed over yet; missing: ${thingsOf(p.outputs)}. What you typed is still there. Prepare it for signature first, or use another document.`,
  "act.missing_paper": (p) => `Still missing: ${thingsOf(p.papers)}. ${KEPT} Complete it first, or go on with a deviation.`,
  "act.before_previous": () => `The time is earlier than the record before it. ${KEPT} Check the hour.`,
  "act.future": () => `That time has not come yet. ${KEPT} Check date and hour.`,
  "act.empty_correction": () => `A correction needs one sentence or the marked-up draft. ${KEPT}`,
  "act.no_reason": () => `This act needs a reason. ${KEPT} Write the reason in one sentence.`,
  "act.incomplete": (p) => `Not filled in: ${thingsOf(p.fields)}. ${KEPT}`,
  "act.stale": (p) => `This usulan has just changed${p.who ? ` (${p.who})` : ""}. What you typed is still there; check it, then record again.`,
  "act.stale_decision": (p) => `Another revision of ${p.lane ? thing(p.lane) : "the letter"} lies on the desk now. The decision is not recorded yet. Check the revision, then record again.`,
  "act.not_on_desk": (p) => `${letter(p)}: not handed over for decision. Not recorded yet. Record the handover first.`,
  "act.no_approval": (p) => `The approval of ${p.lane ? thing(p.lane) : "the letter"} cannot be withdrawn: it is not approved, or a later step is recorded already. ${NOTHING}`,
  "act.lane_cancelled": (p) => `${letter(p)}: not decided on, because the telaah finds the usulan not fit. Not recorded yet. Record the decision on the telaah only.`,
  "letter.no_such_revision": () => `This usulan has no such letter or revision. ${NOTHING} Open the usulan again.`,
  "letter.revision_not_expected": () => "A new revision cannot be prepared now: the letter is approved already, or its revision has changed. Your draft is saved. Withdraw the approval first if you must.",
  "letter.older_revision": (p) => `What you record is R${p.revision}, the latest is R${p.latest}. Not recorded yet. If R${p.revision} is the one that was signed, choose first that R${p.revision} holds.`,
  "letter.not_signed": () => `The letter is not recorded as signed. ${KEPT} Record the signature first.`,
  "letter.already_signed": () => `The signature on this revision is recorded already. ${NOTHING}`,
  "letter.already_numbered": () => `The number of this revision is recorded already. ${NOTHING} Amend the record if the number is wrong.`,
  "letter.signed_not_void": () => `This letter is signed, so it is revoked and not made void. ${NOTHING}`,
  "letter.not_signer": () => "Another post signs this letter. Not recorded yet. Record the approval without the signature.",
  "letter.missing_fields": (p) => {
    const n = (p.fields ?? "").split(",").filter(Boolean).length;
    return `The letter cannot be prepared yet: ${n === 1 ? "1 field is" : n === 0 ? "fields are" : `${n} fields are`} empty. Your draft is saved.`;
  },
  // The line and what is wrong in it are words of the template's reader.
  "letter.template": () => undefined,
  "letter.unmade": () => undefined,
  "letter.no_holder": (p) => `Nobody holds the post ${p.post ?? ""} on the date of the letter. Your draft is saved. Fill in the official in Settings › Officials.`,
  "letter.changed": () => "An official or the office as printed on the letter has changed since the letter was prepared. Nothing was made. Make a new revision, then try again.",
  "letter.unknown_kind": () => `There is no such kind of letter here. ${NOTHING} Choose the kind of letter from its usulan.`,
  "recipients.unreadable": () => undefined,
  "act.recipient": (p) => `${p.name ?? "That recipient"} is not in the list of recipients, or is recorded already. ${KEPT}`,
  "act.not_reached": (p) => `This usulan never came to step ${p.step}. ${NOTHING} Choose a step that it came to.`,
  "act.too_late_to_return": () => `Only an usulan at step 2 to 4 can be returned to the proposer. ${NOTHING}`,
  "act.same_agenda": (p) => `Agenda number ${p.agenda} belongs to the earlier letter. ${KEPT} A letter that comes again gets a new agenda number.`,
  "number.double": (p) => `Number ${p.number} is recorded already${p.usulan ? ` for usulan ${p.usulan}` : ""}. ${KEPT} Check the buku agenda: change the number, or record it anyway with a reason.`,
  "act.nothing_to_undo": () => `There is no record that can be undone. ${NOTHING}`,
  "act.undo_too_late": () => `The last record is more than ten minutes old. ${NOTHING} Use “Amend record…”.`,
  "act.undo_not_yours": (p) => `The last record was made by ${p.name ?? "someone else"}. ${NOTHING} Use “Amend record…” if something is wrong.`,
  "act.cannot_undo": () => `This record cannot be undone. ${NOTHING} Use “Amend record…”, or cancel it.`,
  "act.cannot_amend": () => `This part of the record cannot be amended. ${NOTHING}`,
  "act.nothing_to_explain": (p) => `Step ${p.step} is not over standard time, so it needs no explanation. ${NOTHING}`,
  "act.dossier_incomplete": () => `The dossier cannot be closed yet: copies, numbers or explanations are still missing. ${NOTHING} Complete them first.`,
  "calendar.no_working_time": () => `Office hours are not set, so standard time cannot be counted. ${KEPT} Fill them in first in Settings › Office hours and holidays.`,
  "doc.empty": (p) => `${file(p)} is empty (0 bytes). It is not attached; the step and what you typed have not changed. Scan it again.`,
  "doc.unreadable": (p) => `${file(p)} cannot be opened as a PDF or a picture. It is not attached; the original is not touched. Close other programs that use it, or choose another document.`,
  "doc.too_large": (p) => `${file(p)} is too large. It is not attached. Scan with 200 dpi, or split it into several documents.`,
  "doc.vanished": (p) => `${file(p)} is no longer in its place. ${NOTHING} Choose another document.`,
  "doc.encrypted": (p) => `${file(p)} is locked by a password. It is not attached. Save it without the password first, then attach it.`,
  "doc.missing": () => "That document is not in the office’s folder. Its record is safe. Check the office, or restore it from a backup.",
  "doc.changed": () => "The content of that document has changed since it was kept. Its record is safe; do not delete the document. Check the office, or restore it from a backup.",
  "account.none": () => `No user is chosen. ${NOTHING} Choose first who is using this computer.`,
  "account.unknown": () => "There is no such user in this office. Choose a name from the list.",
  "usulan.unknown": (p) => `There is no usulan ${p.usulan ?? "with that number"} in this office. ${NOTHING} Search again under Usulan.`,
  // Each says in its own words which setting it is.
  "setting.invalid": () => undefined,
  "print.gone": (p) => `${printer(p)} does not answer. ${waiting(p)} Check the printer, then print again, or save the PDF.`,
  "print.stopped": (p) => `${printer(p)} ${printerStates[p.state ?? ""] ?? "gives no paper"}. ${waiting(p)} See to the printer, then print again, or save the PDF.`,
  "file.held": (p) => `${file(p)} is held by another program, such as a virus scanner. What was recorded is safe; this was not recorded. Close that program or wait a moment, then try again.`,
  "file.failed": () => "The document cannot be written or opened. The copy in the office is safe. Close other programs that use it, or choose another place.",
  "office.not_chosen": () => `No office is open yet. ${NOTHING} Set up a new office, or open an existing one.`,
  "office.in_use": (p) => `This office is open on ${p.host ?? "another computer"}${p.who ? `, by ${p.who}` : ""}. ${NOTHING} Close it there first, or open it for reading.`,
  "office.newer": () => `This office was made with a newer version. ${NOTHING} Install that version, then open it again.`,
  "office.none": () => `This folder is not an office of Etalase. ${NOTHING} Choose the right folder, or set up a new office.`,
  "office.exists": () => "That folder is not empty. Nothing was made. Choose another folder that is still empty.",
  "office.disk_full": () => "The disk is full. The last record is safe; this one is not recorded. Make room, then try again.",
  "office.not_writable": () => "The office’s folder cannot be written to. What is recorded is safe; this is not recorded. Check the permissions of the folder, then try again.",
  "office.read_only": () => `This office is open for reading only. ${NOTHING} Open it again without that choice to record.`,
  "office.unsound": () => `The office’s data is damaged in places. ${NOTHING} Delete nothing; restore from a backup.`,
  "office.busy": () => `The office’s data is in use. ${KEPT} Try again in a moment.`,
  "request.invalid": () => `The request is not understood. ${NOTHING} This is a fault of the program; copy the details for whoever looks after it.`,
  unknown: () => "Something went wrong, and it is not your mistake. What you typed is saved. Copy the details and send them to whoever looks after the program.",
} satisfies Record<string, FaultSentence>;

const known: Record<string, FaultSentence> = sentences;

export const faults = {
  sentence: (code, params, message) => {
    const said = known[code]?.(params);
    return said ? said.slice(0, 1).toUpperCase() + said.slice(1) : message;
  },
} satisfies Texts["faults"];
