// Step kind `register` on an usulan that is there already: a letter drafted here comes in, or one that was returned
// comes back with a new agenda number.

import type { Arrival } from "$generated/Arrival";
import type { ProposalLetter } from "$generated/ProposalLetter";
import type { Submission } from "$generated/Submission";
import type { UsulanView } from "$generated/UsulanView";
import { t } from "$shared/texts/all";
import type { ActBody } from "../act-form.svelte";
import type { Lack, RecordFrame } from "../record-frame.svelte";
import { typedDay } from "../when";

export interface KeptRegister {
  arrival: Arrival;
  number: string;
  date: string;
  subject: string;
  agenda: string;
  agendaSetda: string;
  agendaReason: string;
}

export class RegisterBody implements ActBody<KeptRegister> {
  arrival = $state<Arrival>("hand");
  number = $state("");
  date = $state("");
  subject = $state("");
  agenda = $state("");
  agendaSetda = $state("");
  /** The agenda number that another letter has; asked about until another one is typed. */
  doubled = $state("");
  agendaReason = $state("");
  /** The number typed is another letter's: it is kept only with a reason. */
  readonly double = $derived(this.doubled !== "" && this.doubled === this.agenda.trim());
  readonly #view: () => UsulanView;

  constructor(view: () => UsulanView) {
    this.#view = view;
    const before = view().letter;
    this.number = before?.number ?? "";
    this.date = before?.date ?? "";
    this.subject = before?.subject ?? "";
  }

  keep(): KeptRegister {
    return $state.snapshot({ arrival: this.arrival, number: this.number, date: this.date, subject: this.subject, agenda: this.agenda, agendaSetda: this.agendaSetda, agendaReason: this.agendaReason });
  }

  resume(kept: KeptRegister) {
    Object.assign(this, kept);
  }

  lacks(): Lack[] {
    const say = t.satuUsulan.register;
    const lacks: Lack[] = [];
    if (typedDay(this.date) === undefined) lacks.push({ words: say.dateMissing, field: "date", message: say.dateMissing });
    if (this.double && !this.agendaReason.trim()) lacks.push({ words: say.reasonMissing, field: "agendaReason", message: t.usulanBaru.missing.agendaReason });
    return lacks;
  }

  submissions(frame: RecordFrame): Submission[] {
    const { agency, etalase, letter: before } = this.#view();
    const letter: ProposalLetter = {
      arrival: this.arrival, number: this.number.trim(), date: typedDay(this.date) ?? null, form: before?.form ?? "surat_dinas", subject: this.subject.trim(),
      sifat: before?.sifat ?? "", attachments: before?.attachments ?? "", agenda: this.agenda.trim(), agenda_double_reason: this.double ? this.agendaReason.trim() : null, agenda_setda: this.agendaSetda.trim(), leader_disposition: null,
    };
    return [frame.submission({ act: "receive", agency, etalase, letter })];
  }

  said(): string {
    return t.satuUsulan.register.said;
  }
}
