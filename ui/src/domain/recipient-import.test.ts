import { beforeEach, describe, expect, it, vi } from "vitest";

import type { RecipientSheet } from "$generated/RecipientSheet";

const asked: Record<string, unknown>[] = [];
let answer: RecipientSheet | null = null;

vi.mock("$backend", async () => {
  const { Fault, asFault } = await import("../backend/fault");
  return {
    Fault,
    asFault,
    ask: async (request: Record<string, unknown>) => {
      asked.push(structuredClone(request));
      if (request.ask === "pick_recipients" && answer?.name === "buku.xlsx") throw new Fault({ code: "recipients.unreadable", message: "buku.xlsx tidak dapat dipakai." });
      return answer;
    },
  };
});

const { RecipientImport } = await import("./recipient-import.svelte");
const { joined, membersOf, membersText } = await import("./recipients");

const sheet = (change: Partial<RecipientSheet> = {}): RecipientSheet => ({
  document: "ab", name: "koperasi.csv", separator: "semicolon", encoding: "UTF-8",
  columns: [
    { head: "jabatan", used: "post", samples: ["Ketua Koperasi A"] },
    { head: "kota", used: "place", samples: ["Jetis"] },
    { head: "ket", used: null, samples: [] },
  ],
  recipients: [{ id: "sendiri-1", name: "Ketua Koperasi A" }],
  faults: [{ line: 3, column: "jabatan", reason: "kosong" }],
  unaddressed: false,
  ...change,
});

describe("a list of recipients", () => {
  beforeEach(() => {
    asked.length = 0;
    answer = sheet();
  });

  it("is taken only after the user said that its wrong rows are left out", async () => {
    const list = new RecipientImport();
    expect(await list.pick()).toBe(true);
    expect(list.take(), "one row is wrong").toBeUndefined();
    expect(list.lack).toBe("skipFirst");
    list.skip = true;
    expect(list.take()).toEqual([{ id: "sendiri-1", name: "Ketua Koperasi A" }]);
  });

  it("asks again for the word when the columns are taken otherwise", async () => {
    const list = new RecipientImport();
    await list.pick();
    list.skip = true;
    await list.use(2, "post");
    expect(asked.at(-1)).toEqual({ ask: "match_recipients", document: "ab", name: "koperasi.csv", columns: [null, "place", "post"] });
    expect(list.skip, "other rows may be wrong now").toBe(false);
    await list.use(1, null);
    expect(asked.at(-1)?.columns).toEqual(["post", null, null]);
  });

  it("says what is missing before a list can be taken", async () => {
    const list = new RecipientImport();
    answer = sheet({ unaddressed: true, recipients: [], faults: [] });
    await list.pick();
    expect([list.take(), list.lack]).toEqual([undefined, "unaddressed"]);
    answer = sheet({ recipients: [], faults: [] });
    await list.pick();
    expect([list.take(), list.lack]).toEqual([undefined, "nobody"]);
  });

  it("keeps what was there when a file is refused or the dialog is closed", async () => {
    const list = new RecipientImport();
    await list.pick();
    answer = null;
    expect(await list.pick()).toBe(false);
    expect(list.sheet?.name).toBe("koperasi.csv");
    answer = sheet({ name: "buku.xlsx" });
    expect(await list.pick()).toBe(false);
    expect(list.fault?.message).toContain("buku.xlsx");
    expect(list.sheet?.name).toBe("koperasi.csv");
  });
});

describe("recipients of one's own", () => {
  it("join those that are there, each once", () => {
    const one = { id: "a", name: "A" };
    const two = { id: "b", name: "B" };
    expect(joined([one], [two, one, two])).toEqual([one, two]);
    const typed = { id: "sendiri-ketua", name: "Ketua", address: "Jetis" };
    const filed = { ...typed, id: "sendiri-77" };
    const elsewhere = { id: "sendiri-78", name: "Ketua", address: "Puri" };
    expect(joined([typed], [filed, elsewhere]), "typed and from a file").toEqual([typed, elsewhere]);
  });

  it("are written one a line and read back as they were", () => {
    const there = [{ id: "sendiri-77", name: "Ketua Koperasi A", address: "Jalan Contoh 5\nJetis" }, { id: "sendiri-78", name: "Ketua Koperasi B" }];
    const text = membersText(there);
    expect(text).toBe("Ketua Koperasi A; Jalan Contoh 5; Jetis\nKetua Koperasi B");
    expect(membersOf(text, there), "with their keys").toEqual(there);
    expect(membersOf("KETUA KOPERASI A", [{ id: "sendiri-ketua-koperasi-a", name: "Ketua Koperasi A" }])[0]?.name, "what is typed stands").toBe("KETUA KOPERASI A");
    const fresh = membersOf(`${text}\n\n  Ketua   Koperasi C ; Puri\nKetua Koperasi B`, there);
    expect(fresh.slice(2), "spaces and double lines do not count").toEqual([{ id: "sendiri-ketua-koperasi-c-puri", name: "Ketua Koperasi C", address: "Puri" }]);
  });
});
