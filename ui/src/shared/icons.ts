// One icon for one meaning (DESK 4.4). Views ask for the meaning, not for the drawing.

export { default as more } from "lucide/dist/esm/icons/ellipsis.mjs";
export { default as close } from "lucide/dist/esm/icons/x.mjs";
export { default as back } from "lucide/dist/esm/icons/chevron-left.mjs";
export { default as forth } from "lucide/dist/esm/icons/chevron-right.mjs";
export { default as up } from "lucide/dist/esm/icons/chevron-up.mjs";
export { default as down } from "lucide/dist/esm/icons/chevron-down.mjs";
export { default as menu } from "lucide/dist/esm/icons/menu.mjs";
export { default as check } from "lucide/dist/esm/icons/check.mjs";
export { default as zoomIn } from "lucide/dist/esm/icons/plus.mjs";
export { default as zoomOut } from "lucide/dist/esm/icons/minus.mjs";
export { default as fit } from "lucide/dist/esm/icons/maximize.mjs";
export { default as turn } from "lucide/dist/esm/icons/rotate-cw.mjs";
export { default as filter } from "lucide/dist/esm/icons/list-filter.mjs";

export { default as meja } from "lucide/dist/esm/icons/lamp-desk.mjs";
export { default as usulan } from "lucide/dist/esm/icons/layout-list.mjs";
export { default as pindai } from "lucide/dist/esm/icons/scan-line.mjs";
export { default as agenda } from "lucide/dist/esm/icons/notebook-text.mjs";
export { default as laporan } from "lucide/dist/esm/icons/chart-column.mjs";
export { default as atur } from "lucide/dist/esm/icons/settings.mjs";
export { default as bantuan } from "lucide/dist/esm/icons/circle-question-mark.mjs";
export { default as user } from "lucide/dist/esm/icons/user-round.mjs";

export { default as print } from "lucide/dist/esm/icons/printer.mjs";
export { default as attach } from "lucide/dist/esm/icons/paperclip.mjs";
export { default as see } from "lucide/dist/esm/icons/eye.mjs";
export { default as write } from "lucide/dist/esm/icons/pen-line.mjs";
export { default as document } from "lucide/dist/esm/icons/file-check.mjs";
export { default as berkas } from "lucide/dist/esm/icons/folder-open.mjs";
export { default as number } from "lucide/dist/esm/icons/hash.mjs";
export { default as send } from "lucide/dist/esm/icons/send.mjs";
export { default as sign } from "lucide/dist/esm/icons/signature.mjs";
export { default as stamp } from "lucide/dist/esm/icons/stamp.mjs";
export { default as search } from "lucide/dist/esm/icons/search.mjs";
export { default as enter } from "lucide/dist/esm/icons/corner-down-left.mjs";
export { default as add } from "lucide/dist/esm/icons/plus.mjs";
export { default as copy } from "lucide/dist/esm/icons/copy.mjs";
export { default as undo } from "lucide/dist/esm/icons/undo-2.mjs";

export { default as done } from "lucide/dist/esm/icons/circle-check.mjs";
export { default as running } from "lucide/dist/esm/icons/circle-dot.mjs";
export { default as notYet } from "lucide/dist/esm/icons/circle.mjs";
export { default as round } from "lucide/dist/esm/icons/rotate-ccw.mjs";
export { default as late } from "lucide/dist/esm/icons/clock.mjs";
export { default as held } from "lucide/dist/esm/icons/pause.mjs";
export { default as waiting } from "lucide/dist/esm/icons/hourglass.mjs";
export { default as care } from "lucide/dist/esm/icons/info.mjs";
export { default as trouble } from "lucide/dist/esm/icons/triangle-alert.mjs";
export { default as fromPaper } from "lucide/dist/esm/icons/clipboard-list.mjs";
export { default as locked } from "lucide/dist/esm/icons/lock.mjs";
export { default as sound } from "lucide/dist/esm/icons/shield-check.mjs";
