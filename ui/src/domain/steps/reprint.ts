// The letter that went to the recipients, once more.

import { printLetter } from "../printing";
import type { UsulanDesk } from "../usulan.svelte";

export async function reprintLetter(desk: UsulanDesk): Promise<void> {
  const letter = desk.view?.naskah.find((one) => one.kind === "surat-pemberitahuan");
  if (letter) await printLetter(desk, letter.kind, letter.valid);
}
