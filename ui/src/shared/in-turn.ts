// Requests about one thing go one after another: what was sent first arrives first, and whoever asks afterwards sees it. Two that
// are on their way together may overtake each other, and a form that is left and opened again would not find what it kept.

const last = new Map<string, Promise<unknown>>();

/** Sends a request once those about the same thing before it are answered, however they ended. */
export function inTurn<A>(thing: string, request: () => Promise<A>): Promise<A> {
  const before = last.get(thing);
  const mine = before ? before.then(request, request) : request();
  last.set(thing, mine);
  const forget = () => {
    if (last.get(thing) === mine) last.delete(thing);
  };
  mine.then(forget, forget);
  return mine;
}
