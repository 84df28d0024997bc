// Files dragged over the page: which place would take them, and what became of them. Every place says what it is called
// and takes documents that the core has checked; what was not taken says why.

import { onDrag } from "$backend";
import { announcer } from "$shared/announce.svelte";
import { t } from "$shared/texts/id";
import { toasts } from "$shared/toast.svelte";
import type { Attachment } from "svelte/attachments";
import { type Choice, sorted } from "./documents";

export interface DropPlace {
  /** What takes them, in words: "Lembar disposisi". */
  name: (part: Element) => string;
  take: (choice: Choice, part: Element) => unknown;
  /** The part of it under the hand, such as a row of a list; none where it takes nothing. */
  part?: (under: Element) => Element | null;
  /** One of many on the screen: it shows itself only under the hand. */
  quiet?: boolean;
}

class Dropping {
  /** Files are held over the page. */
  active = $state(false);
  /** What would take them where they are held now. */
  over = $state("");
  /** How many are being checked. */
  checking = $state(0);
  /** Sentences about those that were not taken, until they are closed. */
  refused = $state.raw<string[]>([]);
  /** Documents that were let go on an usulan in a list, for its own view to take up. */
  waiting = $state.raw<{ usulan: string; choice: Choice } | undefined>();
  #places = new Map<Element, DropPlace>();
  #shown: Element | undefined;

  /** Makes an element a place for files: `{@attach dropping.place({...})}`. */
  place(place: DropPlace): Attachment {
    return (element) => {
      this.#places.set(element, place);
      element.setAttribute("data-drop", place.quiet ? "quiet" : "");
      return () => {
        this.#places.delete(element);
        if (this.#shown === element) this.#show(undefined);
      };
    };
  }

  follow(): () => void {
    return onDrag((notice) => {
      if (notice.notice === "dragging") this.#over(notice.over);
      else if (notice.notice === "dropping") this.#begin(notice.count);
      else this.#take(notice.at, sorted(notice.picked));
    });
  }

  refuse(sentences: string[]) {
    if (sentences.length) this.refused = [...this.refused, ...sentences];
  }

  /** Takes up what waits for this usulan. */
  takeWaiting(usulan: string): Choice | undefined {
    if (this.waiting?.usulan !== usulan) return undefined;
    const { choice } = this.waiting;
    this.waiting = undefined;
    return choice;
  }

  #over(at: { x: number; y: number } | null) {
    this.active = at !== null;
    document.documentElement.toggleAttribute("data-dragging", this.active);
    const found = at ? this.#at(at) : undefined;
    this.#show(found?.part);
    const over = found ? found.place.name(found.part) : "";
    if (over !== this.over && over) announcer.say(t.seret.release(over));
    this.over = over;
  }

  #begin(count: number) {
    this.#over(null);
    this.refused = [];
    this.checking = count;
  }

  #take(at: { x: number; y: number }, choice: Choice) {
    this.#over(null);
    this.checking = 0;
    const found = this.#at(at);
    this.refuse(choice.refused);
    if (choice.documents.length + choice.editables.length === 0) return;
    if (found) void found.place.take({ ...choice, refused: [] }, found.part);
    else toasts.show({ text: t.seret.missed });
  }

  /** The innermost place at a point, and the part of it. */
  #at({ x, y }: { x: number; y: number }): { place: DropPlace; part: Element } | undefined {
    const under = document.elementFromPoint(x, y);
    for (let element = under; element; element = element.parentElement) {
      const place = this.#places.get(element);
      if (!place) continue;
      const part = place.part ? place.part(under as Element) : element;
      if (part) return { place, part };
    }
    return undefined;
  }

  #show(part: Element | undefined) {
    this.#shown?.removeAttribute("data-over");
    part?.setAttribute("data-over", "");
    this.#shown = part;
  }
}

export const dropping = new Dropping();
