import { describe, expect, it } from "vitest";

import { inTurn } from "./in-turn";

/** A request that is answered when told to. */
function request<A>(log: string[], name: string) {
  let resolve!: (answer: A) => void;
  let reject!: (reason: Error) => void;
  const answer = new Promise<A>((yes, no) => ([resolve, reject] = [yes, no]));
  return { send: () => (log.push(name), answer), resolve, reject };
}

describe("requests about one thing", () => {
  it("go one after another, and the first at once", async () => {
    const log: string[] = [];
    const [save, load] = [request<string>(log, "save"), request<string>(log, "load")];
    const saved = inTurn("draft", save.send);
    const loaded = inTurn("draft", load.send);
    expect(log).toEqual(["save"]);
    save.resolve("09.14");
    expect(await saved).toBe("09.14");
    load.resolve("typed");
    expect(await loaded).toBe("typed");
    expect(log).toEqual(["save", "load"]);
  });

  it("go on after one that was refused, which only its sender hears of", async () => {
    const log: string[] = [];
    const [save, load] = [request<string>(log, "save"), request<string>(log, "load")];
    const saved = inTurn("draft", save.send);
    const loaded = inTurn("draft", load.send);
    save.reject(new Error("tidak bisa"));
    await expect(saved).rejects.toThrow("tidak bisa");
    load.resolve("typed");
    expect(await loaded).toBe("typed");
  });

  it("do not wait for those about another thing, nor for what is over", async () => {
    const log: string[] = [];
    const [one, other, later] = [request<string>(log, "one"), request<string>(log, "other"), request<string>(log, "later")];
    void inTurn("a", one.send);
    void inTurn("b", other.send);
    expect(log).toEqual(["one", "other"]);
    one.resolve("");
    await Promise.resolve();
    await Promise.resolve();
    void inTurn("a", later.send);
    expect(log).toEqual(["one", "other", "later"]);
  });
});
