// One icon for one meaning (DESK 4.4). Views ask for the meaning, not for the drawing.

export { default as more } from "@lucide/svelte/icons/ellipsis";
export { default as close } from "@lucide/svelte/icons/x";
export { default as back } from "@lucide/svelte/icons/chevron-left";
export { default as forth } from "@lucide/svelte/icons/chevron-right";
export { default as up } from "@lucide/svelte/icons/chevron-up";
export { default as down } from "@lucide/svelte/icons/chevron-down";
export { default as menu } from "@lucide/svelte/icons/menu";
export { default as check } from "@lucide/svelte/icons/check";
export { default as zoomIn } from "@lucide/svelte/icons/plus";
export { default as zoomOut } from "@lucide/svelte/icons/minus";
export { default as fit } from "@lucide/svelte/icons/maximize";
export { default as turn } from "@lucide/svelte/icons/rotate-cw";
export { default as filter } from "@lucide/svelte/icons/list-filter";

export { default as meja } from "@lucide/svelte/icons/lamp-desk";
export { default as usulan } from "@lucide/svelte/icons/layout-list";
export { default as pindai } from "@lucide/svelte/icons/scan-line";
export { default as agenda } from "@lucide/svelte/icons/notebook-text";
export { default as laporan } from "@lucide/svelte/icons/chart-column";
export { default as atur } from "@lucide/svelte/icons/settings";
export { default as bantuan } from "@lucide/svelte/icons/circle-question-mark";
export { default as user } from "@lucide/svelte/icons/user-round";

export { default as print } from "@lucide/svelte/icons/printer";
export { default as attach } from "@lucide/svelte/icons/paperclip";
export { default as see } from "@lucide/svelte/icons/eye";
export { default as write } from "@lucide/svelte/icons/pen-line";
export { default as document } from "@lucide/svelte/icons/file-check";
export { default as berkas } from "@lucide/svelte/icons/folder-open";
export { default as number } from "@lucide/svelte/icons/hash";
export { default as send } from "@lucide/svelte/icons/send";
export { default as sign } from "@lucide/svelte/icons/signature";
export { default as stamp } from "@lucide/svelte/icons/stamp";
export { default as search } from "@lucide/svelte/icons/search";
export { default as add } from "@lucide/svelte/icons/plus";
export { default as copy } from "@lucide/svelte/icons/copy";
export { default as undo } from "@lucide/svelte/icons/undo-2";

export { default as done } from "@lucide/svelte/icons/circle-check";
export { default as running } from "@lucide/svelte/icons/circle-dot";
export { default as notYet } from "@lucide/svelte/icons/circle";
export { default as round } from "@lucide/svelte/icons/rotate-ccw";
export { default as late } from "@lucide/svelte/icons/clock";
export { default as held } from "@lucide/svelte/icons/pause";
export { default as waiting } from "@lucide/svelte/icons/hourglass";
export { default as care } from "@lucide/svelte/icons/info";
export { default as trouble } from "@lucide/svelte/icons/triangle-alert";
export { default as fromPaper } from "@lucide/svelte/icons/clipboard-list";
export { default as locked } from "@lucide/svelte/icons/lock";
export { default as sound } from "@lucide/svelte/icons/shield-check";
