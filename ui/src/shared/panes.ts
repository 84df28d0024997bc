// F6 walks from pane to pane (`data-pane`), as in the office programs that everybody knows.

const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]:not([tabindex="-1"])';

export function nextPane(backwards = false) {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter((pane) => pane.offsetParent !== null);
  if (panes.length === 0) return;
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const step = backwards ? -1 : 1;
  const pane = panes[(here + step + panes.length) % panes.length];
  const inside = [...(pane?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].find((element) => element.tabIndex >= 0 && element.offsetParent !== null);
  (inside ?? pane)?.focus();
}

/** After a view opened: its title takes the focus, so that reading starts there and Tab goes on from there. */
export function focusTitle() {
  document.querySelector<HTMLElement>("[data-view-title]")?.focus({ preventScroll: true });
}
