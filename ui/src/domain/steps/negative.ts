// Whether a revision of a telaah concludes "belum layak", as its locking says.

import type { UsulanView } from "$generated/UsulanView";

export function isNegative(view: UsulanView, naskah: string, revision: number | null): boolean {
  return view.history.some((entry) => {
    if (entry.undone || entry.event.kind !== "revision_ready") return false;
    const ready = entry.event.revision;
    return ready.naskah === naskah && ready.revision === revision && ready.negative;
  });
}
