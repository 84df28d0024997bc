// Which office is behind the door: opening another, and going on in it. A page that was about one office holds much of it
// (drafts, the register, what is undone next), so it begins anew with the other.

import { ask } from "$backend";
import { nav } from "$shared/nav.svelte";

type Opening = "open_sample" | "open_own" | "open_office" | "try_again" | "open_to_read";

/** Opens an office and begins the page anew in it; false when the person cancelled the dialog. A refusal is thrown. */
export async function openOffice(how: Opening): Promise<boolean> {
  await nav.settle();
  if ((await ask({ ask: how })) === null) return false;
  beginAt("#/meja");
  return true;
}

/** Begins the page anew at a place. */
export function beginAt(hash: string) {
  location.hash = hash;
  location.reload();
}
