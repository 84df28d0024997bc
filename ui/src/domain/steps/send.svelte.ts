// Step kind `send`: handed over to the way of each recipient; the receipts come back days later.

import type { RecipientView } from "$generated/RecipientView";
import type { Submission } from "$generated/Submission";
import { t } from "$shared/texts/all";
import { recorded } from "$shared/texts/recorded";
import type { ActBody } from "../act-form.svelte";
import type { Lack, RecordFrame } from "../record-frame.svelte";

export interface KeptSend {
  chosen: Record<string, string>;
  method: string;
}

export class SendBody implements ActBody<KeptSend> {
  /** Way of sending by recipient; those that are not in it are not sent now. */
  chosen = $state<Record<string, string>>({});
  method = $state<string>(recorded.methods[0]);
  readonly #recipients: () => RecipientView[];

  constructor(recipients: () => RecipientView[]) {
    this.#recipients = recipients;
    this.chosen = Object.fromEntries(this.#open.map((one) => [one.recipient.id, this.method]));
  }

  get #open(): RecipientView[] {
    return this.#recipients().filter((one) => one.sent === null);
  }

  get count(): number {
    return this.#open.filter((one) => this.chosen[one.recipient.id] !== undefined).length;
  }

  get openCount(): number {
    return this.#open.length;
  }

  /** "Cara kirim untuk semua". */
  setAll(method: string) {
    this.method = method;
    this.chosen = Object.fromEntries(Object.keys(this.chosen).map((id) => [id, method]));
  }

  keep(): KeptSend {
    return $state.snapshot({ chosen: this.chosen, method: this.method });
  }

  resume(kept: KeptSend) {
    const open = this.#open.map((one) => one.recipient.id);
    this.method = kept.method;
    this.chosen = Object.fromEntries(Object.entries(kept.chosen).filter(([id]) => open.includes(id)));
  }

  lacks(): Lack[] {
    const say = t.satuUsulan;
    if (this.#recipients().length === 0) return [{ words: say.missing("recipients"), field: "recipients", message: say.missing("recipients") }];
    return this.count === 0 ? [{ words: say.send.none, field: "recipients", message: say.send.none }] : [];
  }

  submissions(frame: RecordFrame): Submission[] {
    const deliveries = this.#open
      .filter((one) => this.chosen[one.recipient.id] !== undefined)
      .map((one) => ({ recipient: one.recipient, method: this.chosen[one.recipient.id]?.trim() || this.method }));
    return [frame.submission({ act: "send", deliveries })];
  }

  said(): string {
    return t.satuUsulan.send.said(this.count);
  }
}
