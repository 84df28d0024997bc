// Pictures of pages that replace each other only when the new one has arrived.

import { untrack } from "svelte";

/** Follows a list of addresses; `at(i)` is the latest one that is ready, `broken(i)` whether the present one failed. */
export function heldPictures(wanted: () => string[], onbroken: () => void) {
  const ready = $state<(string | undefined)[]>([]);
  const failed = $state<(string | undefined)[]>([]);
  /** The newest picture asked for, and which is shown, counted by page: one that was overtaken still shows until a newer one does. */
  const asked: { address: string; turn: number }[] = [];
  const shown: number[] = [];

  function fetch(address: string, index: number) {
    const turn = (asked[index]?.turn ?? 0) + 1;
    asked[index] = { address, turn };
    const picture = new Image();
    picture.onload = () => {
      if (asked[index] === undefined || turn < (shown[index] ?? 0)) return;
      shown[index] = turn;
      // The engine decodes it on a thread of its own while the frame that shows it is laid out.
      picture.decode().catch(() => undefined);
      ready[index] = address;
      failed[index] = undefined;
    };
    picture.onerror = () => {
      if (asked[index]?.turn !== turn) return;
      failed[index] = address;
      onbroken();
    };
    picture.src = address;
  }

  $effect(() => {
    const addresses = wanted();
    untrack(() => {
      if (ready.length > addresses.length) ready.length = addresses.length;
      asked.length = Math.min(asked.length, addresses.length);
      addresses.forEach((address, index) => {
        if (asked[index]?.address !== address || failed[index] === address) fetch(address, index);
      });
    });
  });

  return {
    at: (index: number) => ready[index],
    broken: (index: number) => failed[index] !== undefined && failed[index] === wanted()[index],
  };
}
