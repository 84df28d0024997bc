// Letters handed to the printer one by one: how far it is, the way to stop, and what went and what waits when it ends early.

import { Fault, asFault, ask, onNotice } from "$backend";
import type { PrintRun } from "$generated/PrintRun";
import { t } from "$shared/texts/all";
import { toasts } from "$shared/toast.svelte";
import type { UsulanDesk } from "./usulan.svelte";

let works = 0;

export class PrintDesk {
  busy = $state(false);
  stopping = $state(false);
  done = $state(0);
  total = $state(0);
  /** Letters that were not handed over, in folding order; none when nothing is left. */
  left = $state.raw<string[]>([]);
  /** Handed over in this run and in those it goes on with. */
  handed = $state(0);
  /** Of how many. */
  wanted = $state(0);
  queue = $state("");
  /** Why it ended early; undefined when the user stopped it. */
  fault = $state.raw<Fault | undefined>();
  readonly #desk: UsulanDesk;
  readonly #kind: string;
  #job = "";
  #sheets = 0;
  #revision = 0;

  constructor(desk: UsulanDesk, kind: string) {
    this.#desk = desk;
    this.#kind = kind;
  }

  /** All letters of a revision. */
  async all(revision: number, count: number) {
    if (this.busy) return;
    this.left = [];
    this.handed = 0;
    this.#sheets = 0;
    this.wanted = count;
    this.#revision = revision;
    await this.#run([]);
  }

  /** "Lanjutkan": what was not handed over, and nothing twice. */
  async goOn() {
    if (this.busy || this.left.length === 0) return;
    await this.#run(this.left);
  }

  async #run(recipients: string[]) {
    works += 1;
    this.#job = `cetak-${this.#desk.no}-${works}`;
    this.busy = true;
    this.stopping = false;
    this.done = this.handed;
    this.total = this.wanted;
    this.fault = undefined;
    const deaf = onNotice((body) => this.#hear(body));
    try {
      const run = await this.#desk.quietly(() => ask({
        ask: "print_letters", usulan: this.#desk.no, kind: this.#kind, revision: this.#revision, recipients, job: this.#job,
      }));
      this.#take(run);
      await this.#desk.load();
    } catch (thrown) {
      // Refused before anything was handed over: what waited still waits.
      this.fault = asFault(thrown);
    } finally {
      deaf();
      this.busy = false;
      this.stopping = false;
    }
  }

  #take(run: PrintRun) {
    this.handed += run.handed.length;
    this.#sheets += run.sheets;
    this.left = run.left;
    this.queue = run.queue;
    // The numbers of the whole, not of the part that went on.
    const counts = { handed: String(this.handed), total: String(this.wanted) };
    this.fault = run.fault ? new Fault({ ...run.fault, message: t.penerima.print.gone(run.queue, run.fault.params.state ?? "", this.handed, this.wanted), params: { ...run.fault.params, ...counts } as Record<string, string> }) : undefined;
    if (run.left.length === 0) toasts.show({ text: t.acts.printed(run.queue, this.#sheets) });
  }

  #hear(body: unknown) {
    const notice = body as { notice?: string; job?: string; stage?: string; done?: number };
    if (notice.notice !== "progress" || notice.job !== this.#job || notice.stage !== "handing") return;
    // Notices may overtake one another; what is handed over stays so.
    this.done = Math.max(this.done, this.handed + (notice.done ?? 0));
  }

  /** "Batalkan": the letter under way is handed over, the next is not. */
  async stop() {
    if (!this.busy || this.stopping) return;
    this.stopping = true;
    try {
      this.stopping = await ask({ ask: "cancel_job", job: this.#job });
    } catch {
      this.stopping = false;
    }
  }
}
