// Sets the tone of the page before anything is mounted; imported first by `main.ts`.
// What a person likes on this screen is kept on this PC, not in the office: two people may share one folder.

export type Tone = "system" | "light" | "dark";
export type TypeSize = "normal" | "large";

const system = window.matchMedia("(prefers-color-scheme: dark)");

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // A web view without storage still gets a tone.
  }
}

function keep(key: string, value: string) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Kept for this session by the attribute alone.
  }
}

export function tone(): Tone {
  const value = stored("etalase.tone");
  return value === "light" || value === "dark" ? value : "system";
}

export function typeSize(): TypeSize {
  return stored("etalase.type") === "large" ? "large" : "normal";
}

function apply() {
  const root = document.documentElement;
  const chosen = tone();
  root.dataset.theme = chosen === "system" ? (system.matches ? "dark" : "light") : chosen;
  root.dataset.type = typeSize();
}

export function setTone(value: Tone) {
  keep("etalase.tone", value);
  apply();
}

export function setTypeSize(value: TypeSize) {
  keep("etalase.type", value);
  apply();
}

apply();
system.addEventListener("change", apply);
