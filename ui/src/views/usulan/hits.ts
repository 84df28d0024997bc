// Marks what was found. The core sets hits of a long text between two control characters; in a name the words are sought here.

export interface Piece {
  text: string;
  hit: boolean;
}

/** Splits a snippet at U+0002 and U+0003. */
export function pieces(snippet: string): Piece[] {
  const found: Piece[] = [];
  for (const part of snippet.split("\u0002")) {
    const [hit, rest] = part.includes("\u0003") ? part.split("\u0003", 2) : ["", part];
    if (hit) found.push({ text: hit, hit: true });
    if (rest) found.push({ text: rest, hit: false });
  }
  return found;
}

/** Marks the words of a search in a name. */
export function marked(text: string, search: string): Piece[] {
  const words = search.trim().split(/\s+/).filter((word) => word.length > 1);
  if (words.length === 0) return [{ text, hit: false }];
  const pattern = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "giu");
  return text
    .split(pattern)
    .map((part, index) => ({ text: part, hit: index % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}
