// The form of a new usulan: what is typed, what is missing, and the one request it becomes.

import { type Fault, asFault, ask } from "$backend";
import { coreDraft } from "$domain/drafts";
import { NEW_USULAN } from "$domain/unregistered.svelte";
import { desk } from "$domain/desk.svelte";
import { own } from "$domain/acts.svelte";
import { whenOf } from "$domain/when";
import type { AgencySetting } from "$generated/AgencySetting";
import type { Arrival } from "$generated/Arrival";
import type { DocumentView } from "$generated/DocumentView";
import type { Etalase } from "$generated/Etalase";
import type { LetterForm } from "$generated/LetterForm";
import type { SimilarUsulan } from "$generated/SimilarUsulan";
import type { Submission } from "$generated/Submission";
import { clock } from "$shared/clock.svelte";
import { Draft } from "$shared/drafts.svelte";
import { t } from "$shared/texts/all";
import { isoOf } from "$shared/time";
import { type TimeValue, emptyTime, missingIn } from "$shared/time-value";
import { readDay } from "$shared/typed-time";

export type ArrivalChoice = Arrival | "here";

export interface NewUsulan {
  arrival: ArrivalChoice;
  agency: string;
  number: string;
  date: string;
  form: LetterForm;
  subject: string;
  sifat: string;
  attachments: string;
  received: TimeValue;
  agenda: string;
  agendaReason: string;
  agendaSetda: string;
  leader: DocumentView | null;
  scan: DocumentView | null;
  name: string;
  kind: string;
  description: string;
  kbli: string;
  need: string;
  suppliers: string;
  contact: string;
  phone: string;
  printDisposition: boolean;
  printControl: boolean;
}

export const emptyForm = (): NewUsulan => ({
  arrival: "hand", agency: "", number: "", date: "", form: "surat_dinas", subject: "", sifat: "", attachments: "", received: emptyTime(),
  agenda: "", agendaReason: "", agendaSetda: "", leader: null, scan: null, name: "", kind: "", description: "", kbli: "", need: "", suppliers: "", contact: "", phone: "",
  printDisposition: true, printControl: true,
});

/** Fields that can hold the focus when they are at fault, in the order in which the form reads. */
export type Faulty = "agency" | "date" | "agendaReason" | "received" | "name" | "kbli";

export class NewUsulanForm {
  values = $state<NewUsulan>(emptyForm());
  agencies = $state.raw<AgencySetting[]>([]);
  similar = $state.raw<SimilarUsulan[]>([]);
  similarSeen = $state(false);
  tried = $state(false);
  busy = $state(false);
  fault = $state.raw<Fault | undefined>();
  /** The agenda number that another letter has; asked about until another one is typed. */
  doubled = $state("");
  readonly draft = new Draft<NewUsulan>(coreDraft(NEW_USULAN), () => $state.snapshot(this.values));

  readonly drafting = $derived(this.values.arrival === "here");
  /** The number typed is another letter's: it is kept only with a reason. */
  readonly double = $derived(this.doubled !== "" && this.doubled === this.values.agenda.trim());
  readonly agency = $derived(this.agencies.find((agency) => agency.id === this.values.agency));

  /** Messages by field; empty when it can be recorded. */
  readonly errors: Partial<Record<Faulty, string>> = $derived.by(() => {
    const found: Partial<Record<Faulty, string>> = {};
    const v = this.values;
    const m = t.usulanBaru.missing;
    if (!v.agency) found.agency = m.agency;
    if (!v.name.trim()) found.name = m.etalase;
    const wrong = codes(v.kbli).filter((code) => !/^\d{5}$/.test(code));
    if (wrong.length) found.kbli = t.usulanBaru.kbliWrong(wrong.join(", "));
    if (this.drafting) return found;
    if (v.date && !letterDate(v.date)) found.date = m.date;
    if (this.double && !v.agendaReason.trim()) found.agendaReason = m.agendaReason;
    const time = missingIn(v.received);
    if (time) found.received = time;
    return found;
  });

  async start() {
    try {
      await Promise.all([
        // Asked for before anything can be typed, so that nothing is kept before what was kept is read.
        this.draft.resume((kept) => (this.values = { ...emptyForm(), ...kept })),
        ask({ ask: "settings" }).then((settings) => (this.agencies = settings.agencies.filter((agency) => !agency.closed))),
      ]);
    } catch (thrown) {
      this.fault = asFault(thrown);
    }
  }

  async look() {
    const { agency, name } = this.values;
    this.similarSeen = false;
    if (!agency || name.trim().length < 3) return void (this.similar = []);
    try {
      this.similar = await ask({ ask: "similar", agency, etalase: name.trim() });
    } catch {
      this.similar = []; // Only a hint; the core looks again when it is recorded.
    }
  }

  async reset() {
    this.values = emptyForm();
    this.tried = false;
    await this.draft.drop();
  }

  /** Registers, and gives the number; undefined when something is missing or was refused. */
  async register(): Promise<string | undefined> {
    this.tried = true;
    if (Object.keys(this.errors).length > 0 || this.busy) return undefined;
    this.busy = true;
    this.fault = undefined;
    try {
      const begun = await ask({ ask: "begin", submission: this.#submission() });
      await this.draft.drop();
      void desk.load();
      return begun.usulan;
    } catch (thrown) {
      this.fault = asFault(thrown);
      if (this.fault.code === "number.double") this.doubled = this.values.agenda.trim();
      await this.draft.flush();
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  #submission(): Submission {
    const v = $state.snapshot(this.values);
    const agency = { id: v.agency, name: this.agency?.name ?? v.agency };
    const etalase: Etalase = {
      name: v.name.trim(), kind: v.kind, description: v.description.trim(), kbli: codes(v.kbli), need: v.need.trim(),
      suppliers: v.suppliers.trim(), contact: v.contact.trim(), phone: v.phone.trim(),
    };
    const when = whenOf(v.received);
    if (v.arrival === "here" || !when) return own({ act: "draft", agency, etalase });
    return {
      act: {
        act: "receive", agency, etalase,
        letter: {
          arrival: v.arrival, number: v.number.trim(), date: letterDate(v.date) ?? null, form: v.form, subject: v.subject.trim(), sifat: v.sifat.trim(),
          attachments: v.attachments.trim(), agenda: v.agenda.trim(), agenda_double_reason: this.double ? v.agendaReason.trim() : null, agenda_setda: v.agendaSetda.trim(), leader_disposition: v.leader?.document ?? null,
        },
      },
      actor: null, basis: "paper", when, deviation: null,
      evidence: v.scan ? { copy: "document", document: v.scan.document } : { copy: "later" },
    };
  }
}

/** `47611, 46421` as a list. */
export function codes(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

/** A typed letter's date as `2026-11-06`. */
export function letterDate(text: string): string | undefined {
  const read = readDay(text, clock.wall);
  return read.kind === "day" ? isoOf(read.day) : undefined;
}
