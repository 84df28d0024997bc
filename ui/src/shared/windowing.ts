// Which rows of a long table are built. Rows have one fixed height, so this is arithmetic and needs no package.

export interface Window {
  /** First row built, and the one after the last. */
  from: number;
  to: number;
  /** Heights of the space above and below, in pixels. */
  above: number;
  below: number;
}

const SPARE = 8;

export function windowOf(count: number, rowHeight: number, scrollTop: number, viewHeight: number): Window {
  if (count === 0 || rowHeight <= 0) return { from: 0, to: 0, above: 0, below: 0 };
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const shown = Math.ceil(Math.max(viewHeight, rowHeight) / rowHeight);
  const from = Math.max(0, Math.min(first - SPARE, count - 1));
  const to = Math.min(count, first + shown + SPARE);
  return { from, to: Math.max(to, from + 1), above: from * rowHeight, below: (count - Math.max(to, from + 1)) * rowHeight };
}

/** Where to scroll so that a row is wholly in view, under a head of `head` pixels; undefined if it already is. */
export function scrollFor(row: number, rowHeight: number, scrollTop: number, viewHeight: number, head: number): number | undefined {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  const bottom = top + rowHeight + head;
  return bottom > scrollTop + viewHeight ? bottom - viewHeight : undefined;
}
