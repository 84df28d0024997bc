// Riwayat: an event and its frame as a sentence, a second line about who typed it, and what may be mended.

import type { Actor } from "$generated/Actor";
import type { Event } from "$generated/Event";
import type { HistoryEntry } from "$generated/HistoryEntry";
import type { NaskahView } from "$generated/NaskahView";
import type { Record as Frame } from "$generated/Record";
import type { RecipientView } from "$generated/RecipientView";
import { moment, plainDate, shortDate } from "$shared/formats";
import { t } from "$shared/texts/all";
import { kindOfKey, kindOfLane, nameOfSlot } from "./papers";
import { happenedWords } from "./when";

/** What a sentence needs to know of its usulan. */
export interface HistoryContext {
  naskah: NaskahView[];
  recipients: RecipientView[];
  /** Short name of the post that decides, for "dibawa ke …". */
  decider: string;
  now: string;
}

export interface HistoryLine {
  seq: number;
  /** "09.48", with the day when it is not today. */
  time: string;
  sentence: string;
  /** Strength of the record: "Dicatat Siti Rahmawati dari kertas, 15.45. Salinan menyusul."; before it the pelaku, where the sentence names nobody. */
  basis: string;
  /** Document of the copy, if there is one. */
  copy: string | undefined;
  undone: boolean;
  /** "Semula waktu: 09.32. Dibetulkan …" */
  amended: string[];
  amendable: string[];
}

/** Written beside the events that it belongs to, not as a line of its own. */
const INNER = new Set<Event["kind"]>(["measured", "amended", "undone"]);

export function historyLines(history: HistoryEntry[], context: HistoryContext): HistoryLine[] {
  return history.filter((entry) => !INNER.has(entry.event.kind)).map((entry) => historyLine(entry, context));
}

export function historyLine(entry: HistoryEntry, context: HistoryContext): HistoryLine {
  const { record } = entry;
  const said = sentence(entry.event, record.actor, context);
  const basis = strength(record, entry.event, context.now);
  const who = actorWords(record.actor);
  return {
    seq: entry.seq,
    time: happenedWords(record.happened, context.now),
    sentence: said,
    basis: record.actor.who === "staff" || said.includes(who) ? basis : `${t.riwayat.basis.actor(who)} ${basis}`,
    copy: record.evidence.copy === "document" ? record.evidence.document : undefined,
    undone: entry.undone,
    amended: entry.amended.map((one) =>
      `${t.riwayat.before(t.riwayat.fields[one.field] ?? one.field, oldWords(one.old, context.now))} ${t.riwayat.amendedBy(one.recorder, moment(one.at, context.now), one.reason)}`),
    amendable: entry.amendable,
  };
}

/** What stood before comes as the journal writes it: dates as `2026-11-10 09.32`. */
function oldWords(old: string, now: string): string {
  // A document is named by a piece of its hash there; nobody reads hashes.
  if (/^[0-9a-f]{12,}$/.test(old)) return t.riwayat.otherDocument;
  return old.replace(/(\d{4}-\d{2}-\d{2}) (\d{2}\.\d{2})/g, (_, date: string, clock: string) => `${shortDate(date, now)} ${clock}`);
}

export function actorWords(actor: Actor): string {
  switch (actor.who) {
    case "official":
      return actor.capacity === "definitif" ? actor.short : `${t.names.capacity[actor.capacity]} ${actor.short}`;
    case "agency":
    case "staff":
      return actor.name;
  }
}

export function sentence(event: Event, actor: Actor, context: HistoryContext): string {
  const say = t.riwayat.events;
  const who = actorWords(actor);
  const lane = (key: string) => t.names.shortPaper(kindOfLane(context.naskah, key));
  const Lane = (key: string) => upper(lane(key));
  const key = (naskah: string) => t.names.shortPaper(kindOfKey(context.naskah, naskah));
  const Key = (naskah: string) => upper(key(naskah));
  switch (event.kind) {
    case "drafted": return say.drafted(event.agency.name);
    case "received": return say.received(event.agency.name, event.letter.number);
    case "disposed": return say.disposed(who, event.disposition.to.join(", "));
    case "disposition_accepted": return say.dispositionAccepted(who);
    case "checklist_answered": return event.checklist.complete ? say.checklistComplete : say.checklistIncomplete(event.checklist.note);
    case "revision_ready": return say.ready(upper(t.names.shortPaper(event.revision.kind)), event.revision.revision, event.revision.source.source === "outside");
    case "handed_over": return say.handedOver(Lane(event.lane), event.revision, context.decider);
    case "decided":
      return event.verdict.verdict === "approve"
        ? say.approved(who, lane(event.lane), event.revision, event.verdict.signed)
        : say.corrected(who, lane(event.lane), event.revision, event.verdict.note);
    case "not_continued": return say.notContinued;
    case "published": return say.published(event.publication.address);
    case "signed": return say.signed(who, key(event.naskah), event.revision);
    case "numbered": return say.numbered(Key(event.numbering.naskah), event.numbering.number, plainDate(event.numbering.date));
    case "copy_filed":
      return event.copy.copy === "original_at" ? say.originalAt(key(event.naskah), event.copy.place) : say.copyFiled(key(event.naskah), event.revision);
    case "returned_outside": return say.returnedOutside(Key(event.naskah), event.revision, event.note);
    case "sent": return say.sent(event.deliveries.length, methods(event.deliveries.map((one) => one.method)));
    case "receipt_returned": return say.receipt(recipientName(event.recipient, context), event.taken_by);
    case "held": return say.held(event.reason);
    case "resumed": return say.resumed;
    case "returned_to_proposer": return say.returnedToProposer(event.reason);
    case "approval_withdrawn": return say.withdrawn(lane(event.lane), event.reason);
    case "cancelled": return say.cancelled(event.reason);
    case "reopened": return say.reopened(event.step, event.reason);
    case "closed": return say.closed;
    case "folder_moved": return say.folderMoved(event.place);
    case "attached": return say.attached(event.name, t.names.paper(nameOfSlot(event.slot, context.naskah)));
    case "explained": return say.explained(event.step, event.deviation.cause);
    case "deviated": return say.deviated(event.step, event.deviation.missing, event.deviation.cause);
    case "revision_preferred": return say.preferred(Key(event.naskah), event.revision, event.reason);
    case "revision_dropped": return say.dropped(Key(event.naskah), event.revision, event.reason);
    case "naskah_voided": return say.voided(Key(event.naskah), event.reason);
    case "naskah_revoked": return say.revoked(Key(event.naskah), event.reason);
    case "queued": return say.queued(Key(event.naskah), event.revision, event.printer);
    case "sheet_queued": return say.queued(t.names.Paper(event.sheet), 0, event.printer);
    case "merged": return say.merged(Key(event.merged.naskah), event.merged.revision, event.merged.letters.length);
    case "measured":
    case "amended":
    case "undone":
      return say.unknown;
  }
}

/** How strong the record is, in words and never as a grade. */
export function strength(record: Frame, event: Event, now: string): string {
  const at = moment(record.entered_at, now);
  const say = t.riwayat.basis;
  if (record.actor.who === "staff") return `${say.staff(record.recorder_name, at)}.`;
  switch (record.basis) {
    case "own":
      return `${say.own(event.kind === "decided" ? say.ownDecided : say.ownDone, at)}.`;
    case "paper":
      return `${say.paper(record.recorder_name, at)}.${copyWords(record)}`;
    case "message":
      return `${say.message(record.recorder_name, at)}. ${record.evidence.copy === "document" ? say.copyThere : say.noPaper}`;
  }
}

function copyWords(record: Frame): string {
  const say = t.riwayat.basis;
  if (record.evidence.copy === "document") return ` ${say.copyThere}`;
  return record.evidence.copy === "later" ? ` ${say.copyLater}` : "";
}

function methods(all: string[]): string {
  return [...new Set(all.filter(Boolean))].join(", ");
}

function recipientName(id: string, context: HistoryContext): string {
  return context.recipients.find((one) => one.recipient.id === id)?.recipient.name ?? id;
}

function upper(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Heading of a day in Riwayat: "Sel 10 Nov". */
export function dayOfEntry(entry: HistoryEntry, now: string): string {
  return shortDate(entry.record.happened.to, now);
}
