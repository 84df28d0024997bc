// What can be done from everywhere: the views, the zoomed-out acts, and how the screen looks.

import { lastAct } from "$domain/acts.svelte";
import { desk } from "$domain/desk.svelte";
import { session } from "$domain/session.svelte";
import type { Command } from "$shared/commands.svelte";
import { keymap } from "$shared/keys";
import { nav } from "$shared/nav.svelte";
import { nextPane } from "$shared/panes";
import { t } from "$shared/texts/id";
import { type Tone, setTone, setTypeSize } from "$shared/theme";
import { toasts } from "$shared/toast.svelte";
import { lower, upper } from "./views";
import { zoomCommands } from "./zoom";

interface Openers {
  palette: () => void;
  shortcuts: () => void;
  /** The manual beside the work. */
  help: () => void;
}

export function everywhere(openers: Openers): Command[] {
  const a = t.frame.actions;
  const tone = (id: Tone, label: string): Command => ({ id: `tone-${id}`, label, group: "settings", run: () => setTone(id) });
  return [
    { id: "new-usulan", label: a.newUsulan, group: "views", keys: keymap.newUsulan, run: () => nav.go({ view: "usulan-baru" }) },
    { id: "susulan", label: a.susulan, group: "views", keys: keymap.susulan, run: () => nav.go({ view: "susulan" }) },
    ...[...upper, ...lower].map((view): Command => ({ id: view.name, label: view.label, group: "views", keys: view.keys, run: view.name === "bantuan" ? openers.help : () => nav.go(view.place) })),
    { id: "change-user", label: t.frame.changeUser, group: "settings", keys: keymap.changeUser, run: () => void session.choose() },
    tone("system", a.toneSystem),
    tone("light", a.toneLight),
    tone("dark", a.toneDark),
    { id: "type-normal", label: a.typeNormal, group: "settings", run: () => setTypeSize("normal") },
    { id: "type-large", label: a.typeLarge, group: "settings", run: () => setTypeSize("large") },
    ...zoomCommands(),
    ...Object.entries(t.frame.settings).map(([page, label]): Command => ({ id: `atur-${page}`, label: `${t.frame.views.atur}: ${label}`, group: "settings", run: () => nav.go({ view: "atur", page }) })),
    { id: "shortcuts", label: t.frame.shortcuts, group: "settings", keys: keymap.shortcuts, run: openers.shortcuts },
    { id: "undo", label: a.undo, group: "here", keys: keymap.undo, hidden: !lastAct.possible, run: () => void (lastAct.possible ? lastAct.undo() : toasts.act()) },
    { id: "palette", label: t.frame.palette.title, group: "views", keys: keymap.palette, hidden: true, run: openers.palette },
    { id: "back", label: a.back, group: "views", keys: keymap.back, hidden: true, run: () => nav.back() },
    { id: "pane", label: a.pane, group: "views", keys: keymap.pane, hidden: true, run: () => nextPane() },
    // Loading anew is asking anew here.
    { id: "refresh", label: "", group: "here", keys: "F5", hidden: true, run: () => void desk.load() },
    { id: "refresh-too", label: "", group: "here", keys: "Ctrl+R", hidden: true, run: () => void desk.load() },
    { id: "find", label: "", group: "here", keys: "Ctrl+F", hidden: true, run: focusSearch },
    { id: "search", label: "", group: "here", keys: keymap.search, hidden: true, run: focusSearch },
  ];
}

/** Every view with a search field marks it; without one the palette searches everything. */
function focusSearch() {
  const field = document.querySelector<HTMLInputElement>("[data-search]");
  field?.focus();
  field?.select();
}
