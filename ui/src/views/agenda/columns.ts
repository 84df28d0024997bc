// The three books as they look on paper: which columns each has.

import type { AgendaList } from "$shared/place";

export type AgendaColumn =
  | "agenda" | "received" | "letterDate" | "letterNumber" | "from" | "subject" | "forwarded"
  | "number" | "date" | "to" | "signer" | "method" | "taker" | "sent" | "usulan";

export const books: Record<AgendaList, { key: AgendaColumn; width?: string; narrow?: boolean; wide?: boolean }[]> = {
  masuk: [
    { key: "agenda", width: "6rem", narrow: true }, { key: "received", width: "8rem" }, { key: "letterDate", width: "6.5rem", wide: true }, { key: "letterNumber", width: "9.5rem" },
    { key: "from", narrow: true }, { key: "subject" }, { key: "forwarded", width: "12%", wide: true }, { key: "usulan", width: "6.25rem" },
  ],
  keluar: [
    { key: "number", width: "13rem", narrow: true }, { key: "date", width: "5.5rem" }, { key: "to", narrow: true }, { key: "subject" },
    { key: "signer", width: "12%" }, { key: "method", width: "7rem", wide: true }, { key: "usulan", width: "6.25rem" },
  ],
  ekspedisi: [
    { key: "sent", width: "9rem", narrow: true }, { key: "number", width: "13rem" }, { key: "to", narrow: true }, { key: "method", width: "17%" },
    { key: "taker", width: "14%" }, { key: "usulan", width: "6.5rem" },
  ],
};

/** Names and subjects take two lines before they are cut; their full text is the tooltip. */
export const twoLines: ReadonlySet<AgendaColumn> = new Set(["from", "to", "subject", "letterNumber", "forwarded", "signer", "taker", "method"]);

/** The core's word for a book. */
export const direction = { masuk: "in", keluar: "out", ekspedisi: "dispatch" } as const;
