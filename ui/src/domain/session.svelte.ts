// Who is at the desk, in which office, at what time.

import { Fault, asFault, ask } from "$backend";
import type { AccountView } from "$generated/AccountView";
import type { SessionView } from "$generated/SessionView";
import { clock } from "$shared/clock.svelte";
import { nav } from "$shared/nav.svelte";
import { keep, kept } from "$shared/this-pc";

class Session {
  view = $state.raw<SessionView | undefined>();
  accounts = $state.raw<AccountView[]>([]);
  fault = $state.raw<Fault | undefined>();
  /** The list of accounts is wanted though one is signed in. */
  choosing = $state(false);
  /** A new office is being set up, whether or not one is open. */
  beginning = $state(false);
  last = $state<string | undefined>(kept("account") ?? undefined);

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
    keep("account", account); // Without storage the list simply starts at the top.
    this.choosing = false;
  }

  #take(view: SessionView) {
    this.view = view;
    clock.follow(view.now);
  }
}

export const session = new Session();
