// "Tiap penerima mendapat surat sendiri": long work in the core, with its progress, its way to stop, and what it made.

import { type Fault, asFault, ask, onNotice } from "$backend";
import type { LetterExit } from "$generated/LetterExit";
import type { MergedPart } from "$generated/MergedPart";
import { t } from "$shared/texts/all";
import { toasts } from "$shared/toast.svelte";
import { mergedOut } from "./printing";
import type { UsulanDesk } from "./usulan.svelte";

let works = 0;

export class MergeDesk {
  busy = $state(false);
  stopping = $state(false);
  /** What it is at: each letter as a file of its own, then all of them as the print file. */
  stage = $state<"letters" | "print_file">("letters");
  done = $state(0);
  total = $state(0);
  /** How far both stages are together, 0 to 1. */
  readonly part: number = $derived(this.total ? (this.done + (this.stage === "print_file" ? this.total : 0)) / (2 * this.total) : 0);
  bothSides = $state(false);
  portrait = $state(false);
  fault = $state.raw<Fault | undefined>();
  readonly #desk: UsulanDesk;
  readonly #kind: string;
  #job = "";

  constructor(desk: UsulanDesk, kind: string) {
    this.#desk = desk;
    this.#kind = kind;
  }

  /** Makes the letters of a revision. A cancelled work leaves everything as it was. */
  async make(revision: number, recipients: number) {
    const seen = this.#desk.view?.seen;
    if (this.busy || seen === undefined) return;
    works += 1;
    this.#job = `gabung-${this.#desk.no}-${works}`;
    this.busy = true;
    this.stopping = false;
    this.stage = "letters";
    this.done = 0;
    this.total = recipients;
    this.fault = undefined;
    const deaf = onNotice((body) => this.#hear(body));
    try {
      const outcome = await this.#desk.quietly(() => ask({
        ask: "merge_letter", usulan: this.#desk.no, seen, kind: this.#kind, revision, job: this.#job,
        both_sides: this.bothSides, portrait: this.portrait,
      }));
      toasts.show({ text: outcome.done ? t.penerima.merge.made(outcome.letters) : t.penerima.merge.stopped });
      await this.#desk.load();
    } catch (thrown) {
      this.fault = asFault(thrown);
    } finally {
      deaf();
      this.busy = false;
      this.stopping = false;
    }
  }

  #hear(body: unknown) {
    const notice = body as { notice?: string; job?: string; stage?: string; done?: number; total?: number };
    if (notice.notice !== "progress" || notice.job !== this.#job) return;
    // Notices may overtake one another; work never goes backwards.
    if (notice.stage === "print_file" && this.stage === "letters") {
      this.stage = "print_file";
      this.done = 0;
    } else if (notice.stage !== this.stage) return;
    this.done = Math.max(this.done, notice.done ?? 0);
    this.total = notice.total ?? this.total;
  }

  /** "Batalkan": the work stops at its next letter, and then says so itself. */
  async stop() {
    if (!this.busy || this.stopping) return;
    this.stopping = true;
    try {
      // Nothing of that name: it has not begun yet, or is over. In the first case the button may be pressed again.
      this.stopping = await ask({ ask: "cancel_job", job: this.#job });
    } catch {
      // It goes on; the button may be pressed again.
      this.stopping = false;
    }
  }

  out(revision: number, part: MergedPart, exit: LetterExit = "print") {
    return mergedOut(this.#desk, this.#kind, revision, part, exit);
  }
}
