// The three books as they look on paper: which columns each has.

import type { AgendaList } from "$shared/place";

export type AgendaColumn =
  | "agenda" | "received" | "letterDate" | "letterNumber" | "from" | "subject" | "forwarded"
  | "number" | "date" | "to" | "signer" | "method" | "taker" | "sent" | "usulan";

export const books: Record<AgendaList, { key: AgendaColumn; width?: string; narrow?: boolean; wide?: boolean }[]> = {
  masuk: [
    { key: "agenda", width: "6.5rem", narrow: true }, { key: "received", width: "9.5rem" }, { key: "letterDate", width: "7rem", wide: true }, { key: "letterNumber", width: "15%" },
    { key: "from", narrow: true }, { key: "subject" }, { key: "forwarded", width: "13%", wide: true }, { key: "usulan", width: "6.5rem" },
  ],
  keluar: [
    { key: "number", width: "14rem", narrow: true }, { key: "date", width: "7rem" }, { key: "to", narrow: true }, { key: "subject" },
    { key: "signer", width: "14%" }, { key: "method", width: "8%", wide: true }, { key: "usulan", width: "6.5rem" },
  ],
  ekspedisi: [
    { key: "sent", width: "10rem", narrow: true }, { key: "number", width: "14rem" }, { key: "to", narrow: true }, { key: "method", width: "17%" },
    { key: "taker", width: "14%" }, { key: "usulan", width: "6.5rem" },
  ],
};

/** The core's word for a book. */
export const direction = { masuk: "in", keluar: "out", ekspedisi: "dispatch" } as const;
