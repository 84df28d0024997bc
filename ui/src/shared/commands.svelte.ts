// What can be done from where one stands. One list feeds the shortcuts, the palette and the page of shortcuts, so that
// none of the three can promise what another does not do.

import { untrack } from "svelte";

import { combination, isTyping } from "./keys";

/** Where the palette shows it: acts of this place first, then the views, then settings. */
export type CommandGroup = "here" | "views" | "settings";

export interface Command {
  id: string;
  label: string;
  group: CommandGroup;
  keys?: string;
  /** Reached by its key only, e.g. zoom: the palette leaves it out. */
  hidden?: boolean;
  run: () => void;
}

type Source = () => Command[];

class Commands {
  #sources = $state.raw<Source[]>([]);

  /** Adds commands for as long as the caller lives: `$effect(() => commands.offer(() => [...]))`. */
  offer(source: Source): () => void {
    // Untracked: the effect that offers must not run again because the list changed.
    untrack(() => (this.#sources = [...this.#sources, source]));
    return () => untrack(() => (this.#sources = this.#sources.filter((other) => other !== source)));
  }

  /** The latest source first: the place one stands in wins over the frame around it. */
  get all(): Command[] {
    return [...this.#sources].reverse().flatMap((source) => source());
  }

  /** Runs the command of a key press. Returns whether there was one. */
  press(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || event.isComposing) return false;
    const keys = combination(event);
    if (BROWSERS_OWN.has(keys)) event.preventDefault();
    if (isTyping(event) && !isChord(keys)) return false;
    // Inside a dialog only the dialog's own keys count; the page behind it is inert.
    if (document.querySelector("dialog[open][data-modal]") && !keys.startsWith("F")) return false;
    const command = this.all.find((candidate) => candidate.keys === keys);
    if (!command) return false;
    event.preventDefault();
    command.run();
    return true;
  }
}

/** What a web view would do by itself: print, save, find, load anew. The desk has its own meaning for each, or none. */
const BROWSERS_OWN = new Set(["Ctrl+P", "Ctrl+S", "Ctrl+F", "Ctrl+G", "Ctrl+R", "Ctrl+Shift+R", "F5", "Ctrl+F5", "F3", "F7"]);

function isChord(keys: string): boolean {
  if (keys === "Ctrl+Z" || keys === "Ctrl+'") return false; // The text's own undo comes first.
  return keys.startsWith("Ctrl+") || keys.startsWith("Alt+") || /^F\d/.test(keys);
}

export const commands = new Commands();
