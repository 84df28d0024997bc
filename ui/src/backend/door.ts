// How a request leaves the page: through Tauri's commands in the window, through HTTP under the development server.
// Nothing else in `ui/` knows which; only this folder may import `@tauri-apps/*`.

import { Channel, invoke, isTauri } from "@tauri-apps/api/core";

import { Fault, type FaultBody } from "./fault";

type Reply = { ok: unknown } | { fault: FaultBody };

export interface Door {
  send(request: unknown): Promise<Reply>;
  pages: string;
  watch(notice: (body: unknown) => void): () => void;
  /** Draws everything larger or smaller; a browser does that by itself. */
  zoom?: (factor: number) => Promise<void>;
  /** How many of the window's own units make one pixel of the page. */
  scale: () => number;
}

declare global {
  interface Window {
    /** What came with the page, or was asked before its scripts could (`src-tauri/src/first.js`). */
    etalaseAsked?: Partial<Record<string, Promise<Reply>>> | undefined;
  }
}

/** The answer to one of the first questions that was asked already; taken up once, and void as soon as anything else is asked. */
function early(request: unknown): Promise<Reply> | undefined {
  const { ask, ...more } = request as { ask: string };
  const answer = Object.keys(more).length === 0 ? window.etalaseAsked?.[ask] : undefined;
  if (answer) delete window.etalaseAsked?.[ask];
  else window.etalaseAsked = undefined;
  return answer;
}
let drawn = 1;

const window_: Door = {
  send: (request) => early(request) ?? invoke<Reply>("rpc", { request }),
  // WebView2 serves a custom scheme as http://<scheme>.localhost, the others as <scheme>://localhost.
  pages: navigator.userAgent.includes("Windows") ? "http://letter.localhost/" : "letter://localhost/",
  watch(notice) {
    const channel = new Channel<unknown>(notice);
    void invoke("hear", { channel });
    return () => {
      channel.onmessage = () => undefined;
    };
  },
  async zoom(factor) {
    // Few ever zoom, and everybody waits for what the first view carries.
    const { getCurrentWebview } = await import("@tauri-apps/api/webview");
    await getCurrentWebview().setZoom(factor);
    drawn = factor;
  },
  scale: () => drawn,
};

const development: Door = {
  async send(request) {
    const answer = await fetch("/rpc", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(request),
    });
    return (await answer.json()) as Reply;
  },
  pages: "/letter/",
  watch(notice) {
    const source = new EventSource("/notices");
    source.onmessage = (event: MessageEvent<string>) => notice(JSON.parse(event.data));
    return () => source.close();
  },
  scale: () => 1,
};

export const inWindow = isTauri();
export const door: Door = inWindow ? window_ : development;

/** Opens a reply: the value, or the refusal as an exception. */
export function opened(reply: Reply): unknown {
  if ("ok" in reply) return reply.ok;
  throw new Fault(reply.fault);
}
