// Who is at the desk, in which office, at what time.

import { Fault, asFault, ask } from "$backend";
import type { AccountView } from "$generated/AccountView";
import type { SessionView } from "$generated/SessionView";
import { clock } from "$shared/clock.svelte";
import { nav } from "$shared/nav.svelte";

class Session {
  view = $state.raw<SessionView | undefined>();
  accounts = $state.raw<AccountView[]>([]);
  fault = $state.raw<Fault | undefined>();
  /** The list of accounts is wanted though one is signed in. */
  choosing = $state(false);
  /** A new office is being set up, whether or not one is open. */
  beginning = $state(false);
  last = $state<string | undefined>(lastAccount());

  get account(): AccountView | undefined {
    return this.view?.account ?? undefined;
  }

  async start() {
    try {
      this.fault = undefined;
      this.#take(await ask({ ask: "session" }));
      if (!this.account) await this.choose();
    } catch (thrown) {
      this.fault = asFault(thrown);
    }
  }

  async choose() {
    this.accounts = await ask({ ask: "accounts" });
    this.choosing = true;
  }

  async signIn(account: string) {
    await nav.settle();
    this.#take(await ask({ ask: "sign_in", account }));
    this.last = account;
    keepAccount(account);
    this.choosing = false;
  }

  #take(view: SessionView) {
    this.view = view;
    clock.follow(view.now);
  }
}

function lastAccount(): string | undefined {
  try {
    return localStorage.getItem("etalase.account") ?? undefined;
  } catch {
    return undefined;
  }
}

function keepAccount(account: string) {
  try {
    localStorage.setItem("etalase.account", account);
  } catch {
    // Without storage the list simply starts at the top.
  }
}

export const session = new Session();
