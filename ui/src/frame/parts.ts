// Views that are fetched when they are first opened: the first window is Meja, and waits for nothing else.

/** What is open above the views. */
export interface Panels {
  palette: boolean;
  shortcuts: boolean;
}

export const parts = {
  choose: () => import("$views/PilihPengguna.svelte"),
  usulan: () => import("$views/Usulan.svelte"),
  usulanBaru: () => import("$views/UsulanBaru.svelte"),
  satu: () => import("$views/SatuUsulan.svelte"),
  naskah: () => import("$views/Naskah.svelte"),
  pindai: () => import("$views/Pindai.svelte"),
  agenda: () => import("$views/Agenda.svelte"),
};

let fetched = false;

/** What follows Meja on most days, one after the other, so that opening it is only drawing it. */
export async function fetchAhead(): Promise<void> {
  if (fetched) return;
  fetched = true;
  for (const load of [parts.satu, parts.usulan, parts.naskah]) {
    try {
      await load();
    } catch {
      // Whoever opens it is told, and can try again.
    }
  }
}
