// The path: each row's time, rounds and spoken name as words (DESK 7). The step is the subject, never a person.

import type { LaneRoundView } from "$generated/LaneRoundView";
import type { Minutes } from "$generated/Minutes";
import type { PathRow } from "$generated/PathRow";
import type { RoundView } from "$generated/RoundView";
import type { StandardView } from "$generated/StandardView";
import type { TotalsView } from "$generated/TotalsView";
import type { NaskahView } from "$generated/NaskahView";
import type { WaitView } from "$generated/WaitView";
import { dayName, hour, moment, shortDate, span, spanWords } from "$shared/formats";
import { t } from "$shared/texts/all";
import { kindOfLane } from "./papers";
import { standingWords } from "./standing";

const say = t.satuUsulan.path;

export type PathLook = "plain" | "soon" | "care" | "hold" | "unsure";

export interface PathWords {
  /** Right column, upper line: "1 j 22 m", or the standard of a step that waits. */
  time: string;
  /** Lower line: "dari 1 j". */
  of: string;
  /** "lewat 22 m", its own line. */
  over: string;
  look: PathLook;
  estimated: boolean;
  rounds: RoundWords[];
  /** Rounds that fold under "n putaran sebelumnya". */
  earlier: RoundWords[];
  wait: string;
  /** Shown below the actor: "Penjelasan belum diisi", "ditahan: …". */
  note: string;
  spoken: string;
}

export interface RoundWords {
  round: number;
  what: string;
  time: string;
  care: boolean;
}

export function standardWords(standard: StandardView): string {
  switch (standard.unit) {
    case "none": return "";
    case "minutes": return span(standard.minutes);
    case "days": return say.days(standard.days);
  }
}

/** "1 j 22 m", "± 1 j" when the two readings differ. */
export function minutesWords(minutes: Minutes): string {
  return minutes.low === minutes.high ? span(minutes.low) : say.about(span(Math.round((minutes.low + minutes.high) / 2)));
}

/** The net minutes of a working day as this step was measured against; a day shortened by Ramadan has fewer. */
function lateBy(round: RoundView): number {
  return round.result?.result === "late" ? round.result.by : 0;
}

export function pathWords(row: PathRow, naskah: NaskahView[], now: string): PathWords {
  const standard = standardWords(row.standard);
  const current = row.state === "current";
  const rounds = row.rounds.map((round) => roundWords(round, row, naskah));
  // The first round of a step without correction is the step itself; only a step that was repeated lists its rounds.
  const listed = row.rounds.length > 1 ? rounds.filter((_, index) => index > 0 || row.kind === "decide") : [];
  const late = row.rounds.reduce((sum, round) => sum + lateBy(round), 0);
  const unsure = row.rounds.some((round) => round.result?.result === "unsure");
  const standing = row.standing && current ? standingWords(row.standing, now) : undefined;

  const first = row.rounds[0];
  const own = row.rounds.length > 1 && row.kind === "write" ? first?.minutes : row.total;
  const { time, of } = timeWords(row, standard, own ?? null);

  const held = row.standing?.kind === "held";
  const over = current && row.standing?.kind === "over" ? say.overBy(span(-(row.standing.remaining ?? 0))) : late > 0 ? say.overBy(span(late)) : "";
  const debt = row.rounds.some((round) => (lateBy(round) > 0 || round.deviation) && !round.explanation && !round.deviation?.cause);
  const look: PathLook = held ? "hold" : over ? "care" : unsure && !current ? "unsure" : standing?.look === "soon" ? "soon" : "plain";
  const words: PathWords = {
    time, of, over, look,
    estimated: row.rounds.some((round) => round.estimated) || (row.standing?.estimated ?? false),
    rounds: listed.slice(-2),
    earlier: listed.slice(0, -2),
    wait: row.wait ? waitWords(row.wait) : "",
    note: held ? say.held(row.standing?.reason ?? "") : debt ? say.unexplained : unsure && !current ? say.unsure : "",
    spoken: "",
  };
  words.spoken = say.spoken(row.step, row.name, row.actor, say.states[row.state] ?? "", spokenRest(row, words, standing?.line));
  return words;
}

/** The wait before a step, and how often its letter came back meanwhile. */
function waitWords(wait: WaitView): string {
  const words = say.outside(wait.name, minutesWords(wait.minutes));
  return wait.returned > 0 ? `${words} · ${say.outsideReturned(wait.returned)}` : words;
}

function timeWords(row: PathRow, standard: string, own: Minutes | null): { time: string; of: string } {
  if (row.state === "waiting") return { time: standard || "–", of: "" };
  if (row.standard.unit === "none") return { time: "–", of: "" };
  const of = standard ? say.of(standard) : "";
  // Somebody outside the SOP has the letter: the step's own clock has not begun.
  if (row.state === "current" && row.wait && !row.wait.to) return { time: standard, of: "" };
  if (row.state === "current" && row.standing) return { time: span(row.standing.elapsed), of };
  return own ? { time: minutesWords(own), of } : { time: standard, of: "" };
}

function spokenRest(row: PathRow, words: PathWords, standing: string | undefined): string {
  const round = row.rounds.length > 1 ? say.roundSpoken(row.rounds.length) : "";
  const time = row.state === "current" ? (standing ?? "") : row.state === "done" && words.time !== "–" ? `${words.time} ${words.of} ${words.over}`.trim() : "";
  return [round, time].filter(Boolean).join(", ");
}

/** Which output a round was about and how it went, in five words. */
export function roundWords(round: RoundView, row: PathRow, naskah: NaskahView[]): RoundWords {
  const running = round.ended === null;
  const time = round.minutes ? minutesWords(round.minutes) : "";
  return { round: round.round, what: running && row.kind === "decide" ? say.running : lanesWords(round.lanes, row, naskah), time, care: lateBy(round) > 0 };
}

function lanesWords(lanes: LaneRoundView[], row: PathRow, naskah: NaskahView[]): string {
  const paper = (lane: LaneRoundView) => t.names.shortPaper(kindOfLane(naskah, lane.lane));
  if (row.kind === "write") return lanes.length ? say.only(t.common.list(lanes.map(paper))) : "";
  return lanes.map((lane) => `${paper(lane)} ${say.lane[lane.outcome] ?? ""}`.trim()).join(", ");
}

/** The windows of a reckoning, a day at a time: "Selasa 09.40–12.00 · 13.00–16.00 · Rabu 07.30–08.30 = 6 j 20 m". */
export function reckoningWords(round: RoundView, now: string): string {
  if (round.windows.length === 0) return t.satuUsulan.reckoning.none;
  let last = "";
  const parts = round.windows.map(([from, to]) => {
    const date = shortDate(from, now);
    const day = date === last ? "" : away(from, now) ? `${date} ` : `${dayName(from)} `;
    last = date;
    return `${day}${hour(from)}–${hour(to)}`;
  });
  const total = round.windows.reduce((sum, [from, to]) => sum + Math.round((Date.parse(to) - Date.parse(from)) / 60_000), 0);
  return t.satuUsulan.reckoning.sum(parts.join(" · "), span(total));
}

function away(instant: string, now: string): boolean {
  return Math.abs(Date.parse(now) - Date.parse(instant)) > 6 * 86_400_000;
}

/** "Dalam waktu baku.", "Langkah 2 lewat 22 menit kerja.", "Belum pasti: …". */
export function resultWords(round: RoundView, step: number): string {
  const reckon = t.satuUsulan.reckoning;
  switch (round.result?.result) {
    case "within": return reckon.within;
    case "late": return reckon.late(step, spanWords(round.result.by));
    case "unsure": return reckon.unsure;
    case "no_standard": return reckon.noStandard;
    case undefined: return reckon.still;
  }
}

export function totalsWords(totals: TotalsView): string {
  return say.totals(minutesWords(totals.first), minutesWords(totals.all), minutesWords(totals.held), minutesWords(totals.outside));
}

/** "Kalau semua tepat waktu, selesai Rabu 11 Nov 13.50". */
/** When each step that is left would be done: number, name, and until when. Steps without a standard have no date. */
export function planLines(totals: TotalsView, now: string): { step: number; name: string; at: string; estimated: boolean }[] {
  return totals.plan.filter((one) => one.minutes !== null).map((one) => ({ step: one.step, name: one.name, at: moment(one.at, now), estimated: one.estimated }));
}

export function finishWords(totals: TotalsView, now: string): string {
  if (!totals.finish) return "";
  return say.finish(`${moment(totals.finish, now)}${totals.finish_estimated ? ` (${say.estimated})` : ""}`);
}
