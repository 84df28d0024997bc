import type { Texts } from "../all";
import { names } from "./names";

export const standing = {
  left: (span) => `${span} left`,
  leftUntil: (span, until) => `${span} left, until ${until}`,
  over: (span) => `over by ${span}`,
  held: (span, cause) => (cause ? `on hold ${span}: ${names.recorded(cause)}` : `on hold ${span}`),
  heldShort: (span) => `on hold ${span}`,
  outside: "outside standard time",
  outsideSince: (span) => `outside standard time, ${span}`,
  none: "–",
  until: (when) => `until ${when}`,
  estimated: "estimated holidays",
} satisfies Texts["standing"];
