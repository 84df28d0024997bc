// One template being written: its text, its page on example data while one types, its faults. What is typed is kept as a
// draft of the account until it is put in force.

import { type Fault, asFault, ask } from "$backend";
import type { LetterPreview } from "$generated/LetterPreview";
import type { TemplateLine } from "$generated/TemplateLine";
import type { TemplatePreview } from "$generated/TemplatePreview";
import type { TemplateView } from "$generated/TemplateView";
import { coreDraft } from "$domain/drafts";
import { Draft, type KeptDraft } from "$shared/drafts.svelte";
import { t } from "$shared/texts/all";

const PREVIEW_AFTER = 60;
/** Lines shown before and after a change. */
const AROUND = 2;

/** `Berita acara` is the kind `berita-acara`. */
export function kindOfTitle(title: string): string {
  return title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^[-0-9]+|-+$/g, "");
}

/** A stretch of a difference: lines, or how many equal ones are left out. */
export type DifferencePart = { skipped: number } | { lines: TemplateLine[] };

/** The difference with long equal stretches left out. */
export function folded(lines: TemplateLine[]): DifferencePart[] {
  const near = (at: number) => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some((line) => line.change !== "same");
  const parts: DifferencePart[] = [];
  for (const [at, line] of lines.entries()) {
    const last = parts.at(-1);
    if (near(at)) {
      if (last && "lines" in last) last.lines.push(line);
      else parts.push({ lines: [line] });
    } else if (last && "skipped" in last) last.skipped += 1;
    else parts.push({ skipped: 1 });
  }
  return parts;
}

/** Where a line of a text begins and ends. */
export function lineSpan(text: string, line: number): [number, number] {
  const lines = text.split("\n");
  const before = lines.slice(0, Math.max(0, line - 1));
  const from = before.reduce((sum, one) => sum + one.length + 1, 0);
  return [Math.min(from, text.length), Math.min(from + (lines[line - 1]?.length ?? 0), text.length)];
}

export class TemplateDesk {
  readonly kind: string;
  view = $state.raw<TemplateView | undefined>();
  text = $state("");
  /** How the text reads now; its page is the last that could be drawn. */
  reading = $state.raw<TemplatePreview | undefined>();
  letter = $state.raw<LetterPreview | undefined>();
  fault = $state.raw<Fault | undefined>();
  refusal = $state.raw<Fault | undefined>();
  busy = $state(false);
  /** When the text that was found on opening had been kept. */
  resumedFrom = $state<string | undefined>();
  readonly draft: Draft<string>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawing = false;
  #wanted = false;
  #read = "";

  constructor(kind: string) {
    this.kind = kind;
    this.draft = new Draft(coreDraft<string>(`template:${kind}`), () => this.text);
  }

  readonly readOnly = $derived((this.view?.refused ?? null) !== null);
  readonly changed = $derived(this.view !== undefined && this.text !== this.view.source);
  readonly own = $derived(this.view?.delivered === null);
  /** Back to the delivered text is offered when the text in force, or the one in hand, is another. */
  readonly restorable = $derived(this.view?.delivered != null && (this.view.source !== this.view.delivered || this.text !== this.view.delivered));

  async load() {
    try {
      this.#take(await ask({ ask: "open_template", kind: this.kind }));
    } catch (thrown) {
      const fault = asFault(thrown);
      // A name that nobody uses yet: a kind of the office begins here.
      if (fault.code === "letter.unknown_kind") await this.#begin();
      else this.fault = fault;
    }
  }

  async #begin() {
    const title = t.names.Paper(this.kind);
    const begin = (kept?: KeptDraft<string>) =>
      this.#take({ kind: this.kind, title, source: "", delivered: null, draft: kept?.value ?? t.templat.skeleton(this.kind, title), saved_at: kept?.savedAt ?? null, refused: null });
    await coreDraft<string>(`template:${this.kind}`).load(begin).catch(() => begin());
  }

  #take(view: TemplateView) {
    this.view = view;
    this.text = view.draft ?? view.source;
    this.resumedFrom = view.saved_at ?? undefined;
    this.fault = undefined;
    this.refusal = undefined;
    void this.#draw();
  }

  /** Call on every change of the text. */
  touch() {
    const text = this.text;
    if (!this.view || text === this.#read) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#draw(), PREVIEW_AFTER);
    if (!this.readOnly) this.draft.touch();
  }

  /** One drawing at a time; what changed meanwhile is drawn after it. */
  async #draw() {
    if (this.#drawing) {
      this.#wanted = true;
      return;
    }
    this.#drawing = true;
    const text = this.text;
    try {
      const reading = await ask({ ask: "preview_template", kind: this.kind, source: text });
      this.reading = reading;
      this.#read = text;
      if (reading.letter) this.letter = reading.letter;
    } catch (thrown) {
      this.refusal = asFault(thrown);
    } finally {
      this.#drawing = false;
    }
    if (this.#wanted) {
      this.#wanted = false;
      await this.#draw();
    }
  }

  /** Gives whether it is in force now. */
  async put(): Promise<boolean> {
    return this.#change(() => ask({ ask: "save_template", kind: this.kind, source: this.text }));
  }

  async restore(): Promise<boolean> {
    return this.#change(() => ask({ ask: "restore_template", kind: this.kind }));
  }

  async #change(change: () => Promise<TemplateView>): Promise<boolean> {
    this.busy = true;
    this.refusal = undefined;
    try {
      await this.draft.flush();
      this.#take(await change());
      await this.draft.drop();
      return true;
    } catch (thrown) {
      this.refusal = asFault(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** What was typed is given up; the text in force is in hand again. */
  async drop() {
    if (!this.view) return;
    this.text = this.view.source;
    this.resumedFrom = undefined;
    await this.draft.drop();
  }
}
