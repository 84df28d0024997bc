// What a person likes on this screen is kept on this PC, not in the office: two people may share one folder.

/** What was kept under a name; null where nothing was, or where the web view keeps nothing. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(`etalase.${name}`);
  } catch {
    return null;
  }
}

/** Gives whether it was kept; a web view without storage begins as delivered the next time. */
export function keep(name: string, value: string): boolean {
  try {
    localStorage.setItem(`etalase.${name}`, value);
    return true;
  } catch {
    return false;
  }
}
