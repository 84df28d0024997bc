// Where a running clock stands, in words: one place for all wording (DESK 7.2). The step is the subject, never a person.

import type { Standing } from "$generated/Standing";
import { moment, span, spanWords } from "$shared/formats";
import { t } from "$shared/texts/id";

export type StandingLook = "plain" | "soon" | "care" | "hold";

export interface StandingWords {
  look: StandingLook;
  /** "sisa 38 menit kerja, s.d. 10.48". */
  line: string;
  /** First and second line of a narrow column: "sisa 38 m", "s.d. 10.48". */
  short: string;
  second: string;
}

export function standingWords(standing: Standing, now: string): StandingWords {
  const due = standing.due ? moment(standing.due, now) : "";
  const left = Math.max(0, standing.remaining ?? 0);
  const words = t.standing;
  switch (standing.kind) {
    case "plenty":
    case "soon":
      return {
        look: standing.kind === "soon" ? "soon" : "plain",
        line: due ? words.leftUntil(spanWords(left), due) : words.left(spanWords(left)),
        short: words.left(span(left)),
        second: due ? words.until(due) : "",
      };
    case "over": {
      const over = Math.max(0, -(standing.remaining ?? 0));
      return { look: "care", line: words.over(spanWords(over)), short: words.over(span(over)), second: "" };
    }
    case "held":
      return {
        look: "hold",
        line: words.held(spanWords(standing.elapsed), standing.reason),
        short: words.heldShort(span(standing.elapsed)),
        second: t.names.recorded(standing.reason),
      };
    case "outside":
      return { look: "hold", line: words.outsideSince(spanWords(standing.elapsed)), short: words.outside, second: span(standing.elapsed) };
    case "none":
      return { look: "plain", line: "", short: words.none, second: "" };
  }
}
