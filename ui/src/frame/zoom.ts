// The keys that draw the window larger or smaller. Only in the window: a browser has its own.

import { zoomWindow } from "$backend";
import { announcer } from "$shared/announce.svelte";
import type { Command } from "$shared/commands.svelte";
import { keymap } from "$shared/keys";
import { t } from "$shared/texts/id";
import { keep, kept, next } from "$shared/zoom";

let percent = kept();

function draw(size: number) {
  percent = size;
  keep(size);
  // A shell that cannot zoom leaves the page as it is, readable.
  void zoomWindow?.(size / 100).then(() => announcer.say(t.frame.actions.zoomed(size)), () => undefined);
}

export function zoomCommands(): Command[] {
  if (!zoomWindow) return [];
  const a = t.frame.actions;
  return [
    { id: "zoom-in", label: a.zoomIn, group: "settings", keys: keymap.zoomIn, run: () => draw(next(percent, 1)) },
    { id: "zoom-out", label: a.zoomOut, group: "settings", keys: keymap.zoomOut, run: () => draw(next(percent, -1)) },
    { id: "zoom-reset", label: a.zoomReset, group: "settings", keys: keymap.zoomReset, run: () => draw(100) },
  ];
}

/** Draws the window as it was left. */
export function resumeZoom() {
  if (percent !== 100) void zoomWindow?.(percent / 100).catch(() => undefined);
}
