// The one door to the core. Views and controllers call these; nothing else reaches outside the page.

import type { Answer as OfficeAnswer } from "../generated/Answer";
import type { Picked } from "../generated/Picked";
import type { Request as OfficeRequest } from "../generated/Request";
import type { StartAnswer } from "../generated/StartAnswer";
import type { StartRequest } from "../generated/StartRequest";
import { door, inWindow, opened } from "./door";
import { Fault, asFault, sayFaults } from "./fault";

export { Fault, asFault, sayFaults };
/** Of an open office, or of a door that may have none. */
export type Request = OfficeRequest | StartRequest;
type Answer = OfficeAnswer | StartAnswer;

/** The data that answers a request: the answer of the same name. */
export type AnswerTo<Name extends Request["ask"]> = Extract<Answer, { answer: Name }> extends { data: infer Data } ? Data : undefined;

/** Sends one request and gives its answer; a refusal is thrown as a `Fault`. */
export async function ask<Name extends Request["ask"]>(request: Extract<Request, { ask: Name }>): Promise<AnswerTo<Name>> {
  try {
    const answer = opened(await door.send(request)) as { answer: string; data?: unknown };
    return answer.data as AnswerTo<Name>;
  } catch (thrown) {
    throw asFault(thrown);
  }
}

/** The address of a page's picture, `width` in device pixels. `path` is an id of the core, never a file path. */
export function pageUrl(path: string, width: number): string {
  return `${door.pages}${path}${path.includes("?") ? "&" : "?"}w=${Math.round(width)}`;
}

/** What a hand does with files over the page. The page never learns where they lie, only what became of them. */
export type DragNotice =
  | { notice: "dragging"; over: { x: number; y: number } | null }
  | { notice: "dropping"; count: number }
  | { notice: "dropped"; at: { x: number; y: number }; picked: Picked[] };

const DRAGS: readonly unknown[] = ["dragging", "dropping", "dropped"];
const listeners = new Set<(body: unknown) => void>();
let stop: (() => void) | undefined;

/** One line to the core serves all who listen. */
function hear(listener: (body: unknown) => void): () => void {
  listeners.add(listener);
  stop ??= door.watch((body) => {
    for (const one of [...listeners]) one(body);
  });
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = undefined;
  };
}

const isDrag = (body: unknown): body is DragNotice => typeof body === "object" && body !== null && DRAGS.includes((body as { notice?: unknown }).notice);

/** Calls `notice` whenever the core says that something changed or how far a long work is; the result stops it. */
export function onNotice(notice: (body: unknown) => void): () => void {
  return hear((body) => {
    if (!isDrag(body)) notice(body);
  });
}

/** Calls `drag` while files are dragged over the page, places in its own pixels; the result stops it. */
export function onDrag(drag: (notice: DragNotice) => void): () => void {
  const here = ({ x, y }: { x: number; y: number }) => ({ x: x / door.scale(), y: y / door.scale() });
  return hear((body) => {
    if (!isDrag(body)) return;
    if (body.notice === "dragging") drag({ ...body, over: body.over && here(body.over) });
    else if (body.notice === "dropped") drag({ ...body, at: here(body.at) });
    else drag(body);
  });
}

/** Draws the whole window larger or smaller; undefined where the browser does that by itself. */
export const zoomWindow = door.zoom;

let told = false;

/**
 * Tells the window once that Meja's rows from the core are on the screen; the benchmark of first paint waits for it. Settles
 * when that was heard, and never fails.
 */
export async function painted(): Promise<void> {
  if (told || !inWindow) return;
  told = true;
  // Nothing hangs on the answer.
  await door.send({ ask: "painted" }).catch(() => undefined);
}
