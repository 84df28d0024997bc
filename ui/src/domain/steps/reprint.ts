// The letter that went to a recipient, once more: his own where each has one, else the common one.

import type { RecipientView } from "$generated/RecipientView";
import { mergedOut, printLetter } from "../printing";
import type { UsulanDesk } from "../usulan.svelte";

export async function reprintLetter(desk: UsulanDesk, recipient: RecipientView): Promise<void> {
  const letter = desk.view?.naskah.find((one) => one.kind === "surat-pemberitahuan");
  if (!letter) return;
  const merged = letter.revisions.find((one) => one.revision === letter.valid)?.merged;
  const id = recipient.recipient.id;
  if (letter.valid !== null && merged?.letters.some((one) => one.recipient.id === id)) {
    await mergedOut(desk, letter.kind, letter.valid, { part: "letter", recipient: id });
  } else {
    await printLetter(desk, letter.kind, letter.valid);
  }
}
