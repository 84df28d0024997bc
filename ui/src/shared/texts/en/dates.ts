import type { Texts } from "../all";
import { count } from "./grammar";

export const dates = {
  days: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  daysShort: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  monthsShort: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  today: "today",
  yesterday: "yesterday",
  tomorrow: "tomorrow",
  spanDays: (n) => count(n, "day"),
  spanHours: (n) => `${n} h`,
  spanMinutes: (n) => `${n} m`,
  workingMinutes: (n) => count(n, "working minute"),
  workingDays: (n) => count(n, "working day"),
  bytes: (n) => count(n, "byte"),
  decimals: ".",
} satisfies Texts["dates"];
