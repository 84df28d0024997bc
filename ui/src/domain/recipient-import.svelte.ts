// A list of recipients being taken over: picked, its columns matched, its wrong rows left out only by the user's word.

import { type Fault, asFault, ask } from "$backend";
import type { Recipient } from "$generated/Recipient";
import type { RecipientColumn } from "$generated/RecipientColumn";
import type { RecipientSheet } from "$generated/RecipientSheet";

export class RecipientImport {
  sheet = $state.raw<RecipientSheet | undefined>();
  fault = $state.raw<Fault | undefined>();
  busy = $state(false);
  /** "Lewati baris itu": said anew for every reading of the columns. */
  skip = $state(false);
  tried = $state(false);

  /** Opens the native dialog; false when it was closed or the file was refused. */
  async pick(): Promise<boolean> {
    return this.#read(() => ask({ ask: "pick_recipients" }));
  }

  /** Takes a column for something else. What it is taken for belongs to one column only. */
  async use(at: number, used: RecipientColumn | null) {
    const sheet = this.sheet;
    if (!sheet) return;
    const columns = sheet.columns.map((column, index) => (index === at ? used : used !== null && column.used === used ? null : column.used));
    await this.#read(() => ask({ ask: "match_recipients", document: sheet.document, name: sheet.name, columns }));
  }

  async #read(read: () => Promise<RecipientSheet | null>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.fault = undefined;
    try {
      const sheet = await read();
      if (!sheet) return false;
      this.sheet = sheet;
      this.skip = false;
      this.tried = false;
      return true;
    } catch (thrown) {
      this.fault = asFault(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** What keeps the list from being taken: a key of `t.penerima`, or nothing. */
  readonly lack: "unaddressed" | "nobody" | "skipFirst" | undefined = $derived.by(() => {
    if (!this.sheet) return "nobody";
    if (this.sheet.unaddressed) return "unaddressed";
    if (this.sheet.recipients.length === 0) return "nobody";
    return this.sheet.faults.length > 0 && !this.skip ? "skipFirst" : undefined;
  });

  /** The recipients, or nothing while something lacks. */
  take(): Recipient[] | undefined {
    this.tried = true;
    return this.lack ? undefined : this.sheet?.recipients;
  }

  reset() {
    this.sheet = undefined;
    this.fault = undefined;
    this.skip = false;
    this.tried = false;
  }
}
