// The keyboard map of DESK 9 in one place: what each shortcut is called by the code, and how it is written on screen.

export const keymap = {
  palette: "Ctrl+K",
  meja: "Ctrl+1",
  usulan: "Ctrl+2",
  pindai: "Ctrl+3",
  agenda: "Ctrl+4",
  laporan: "Ctrl+5",
  atur: "Ctrl+6",
  help: "F1",
  shortcuts: "?",
  back: "Alt+←",
  pane: "F6",
  undo: "Ctrl+Z",
  newUsulan: "Ctrl+N",
  changeUser: "Ctrl+Shift+U",
  zoomIn: "Ctrl++",
  zoomOut: "Ctrl+-",
  zoomReset: "Ctrl+0",
  search: "/",
  primary: "Ctrl+Enter",
  attach: "Ctrl+O",
  print: "Ctrl+P",
  berkas: "Ctrl+B",
  susulan: "Ctrl+Shift+S",
  saved: "Ctrl+S",
  approve: "Alt+S",
  correct: "Alt+K",
  fitPage: "Ctrl+Shift+H",
  repeatAbove: "Ctrl+'",
} as const;

export type KeyName = keyof typeof keymap;

/** `Alt+5`: to step 5 of one usulan. */
export const stepKey = (n: number) => `Alt+${n}`;

const NAMES: Record<string, string> = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", " ": "Space", "=": "+" };
/** Characters that already need Shift on some keyboards; naming it would make them unreachable on others. */
const SHIFTED = new Set(["?", "+", "/", "'"]);

/** The combination of a key press, written as in `keymap`. */
export function combination(event: KeyboardEvent): string {
  // Digits and letters by the key's own place when Alt or Shift would turn them into another character.
  const code = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1] ?? /^Key([A-Z])$/.exec(event.code)?.[1];
  const modified = event.ctrlKey || event.altKey || event.metaKey;
  const named = NAMES[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  const key = modified && code && !SHIFTED.has(named) ? code : named;
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey && !SHIFTED.has(key)) parts.push("Shift");
  return [...parts, key].join("+");
}

/** Whether a key press belongs to a text being typed, so that single letters are not taken for commands. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type);
}
