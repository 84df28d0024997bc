// A refusal of the core as an exception. The sentence comes finished from the core, the same that the command line
// prints: what happened, what is safe, what to do. Another language says it from its code and parameters.

export interface FaultBody {
  /** A closed code such as `act.stale`, for the program only; never on a screen. */
  code: string;
  message: string;
  params: Record<string, string>;
  /** Which act of a list was refused, from 0. */
  act: number | null;
}

/** Says a refusal in the language of the screen. */
export type FaultWords = (code: string, params: Record<string, string>, message: string) => string;

let words: FaultWords = (_code, _params, message) => message;

/** Until it is called, the core's own sentence stands. */
export function sayFaults(say: FaultWords) {
  words = say;
}

export class Fault extends Error {
  readonly code: string;
  readonly params: Record<string, string>;
  readonly act: number | undefined;
  /** What the core said. */
  readonly #said: string;

  constructor(body: Partial<FaultBody> & { code: string }) {
    super(body.message ? words(body.code, body.params ?? {}, body.message) : "");
    this.#said = body.message ?? "";
    this.name = "Fault";
    this.code = body.code;
    this.params = body.params ?? {};
    this.act = body.act ?? undefined;
  }

  /** What "Salin rincian" puts on the clipboard: enough for whoever looks after the program. */
  get details(): string {
    return JSON.stringify({ code: this.code, message: this.#said, params: this.params }, null, 2);
  }

  /** Nobody foresaw it: the screen then says so and offers the details. */
  get unforeseen(): boolean {
    return this.message === "" || this.code === "unknown";
  }
}

/** Any thrown thing as a fault, so that a view has one kind of trouble to show. */
export function asFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  return new Fault({ code: "unknown", params: { reason: thrown instanceof Error ? thrown.message : String(thrown) } });
}
