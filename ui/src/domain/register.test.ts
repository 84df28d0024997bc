import { beforeEach, describe, expect, test, vi } from "vitest";

type Query = { search: string; offset: number; limit: number };
let all: { usulan: string }[] = [];
let wait: ((query: Query) => Promise<void>) | undefined;
let refuse = false;

vi.mock("$backend", async () => {
  const { Fault, asFault } = await vi.importActual<typeof import("../backend/fault")>("../backend/fault");
  return {
    Fault,
    asFault,
    ask: async ({ query }: { query: Query }) => {
      await wait?.(query);
      if (refuse) throw new Fault({ code: "office.disk_full", message: "Ruang penyimpanan habis." });
      const rows = all.filter((row) => row.usulan.includes(query.search));
      return { rows: rows.slice(query.offset, query.offset + query.limit), total: rows.length, more: false, counts: {}, agencies: [], places: [], years: [] };
    },
  };
});

const { register, opening } = await import("./register.svelte");

beforeEach(() => {
  all = Array.from({ length: 450 }, (_, index) => ({ usulan: `2026-${String(index + 1).padStart(4, "0")}` }));
  wait = undefined;
  refuse = false;
  register.query = { ...opening };
  void register.look(0, 0);
});

describe("the register", () => {
  test("has a place for every row, and reads those that are looked at", async () => {
    await register.load();
    expect([register.lines.length, register.rows.length]).toEqual([450, 200]);
    await register.look(395, 420);
    expect(register.rows.length, "the parts under the eye").toBe(450);
    expect(register.lines.map((row) => row?.usulan), "each in its place").toEqual(all.map((row) => row.usulan));
  });

  test("a leap to the end reads the end alone, and no part twice", async () => {
    const asked: number[] = [];
    wait = async (query) => void asked.push(query.offset);
    await register.load();
    await Promise.all([register.look(430, 450), register.look(432, 450)]);
    expect(asked).toEqual([0, 400]);
    expect(register.lines[449]?.usulan).toBe("2026-0450");
    expect(register.lines[300]).toBeUndefined();
  });

  test("what is asked again is read where one stands", async () => {
    await register.load();
    await register.look(430, 450);
    const asked: number[] = [];
    wait = async (query) => void asked.push(query.offset);
    await register.load();
    expect(asked).toEqual([400]);
    register.query.search = "2026";
    await register.load();
    expect(asked, "another question from its top").toEqual([400, 0]);
  });

  test("a list that became shorter is read from its top", async () => {
    await register.load();
    await register.look(430, 450);
    all = all.slice(0, 20);
    await register.load();
    expect(register.rows.length).toBe(20);
  });

  test("a newer question makes an older answer void", async () => {
    let release = () => {};
    wait = (query) => (query.search === "" ? new Promise((done) => (release = done)) : Promise.resolve());
    const slow = register.load();
    register.query.search = "0042";
    await register.load();
    release();
    await slow;
    expect(register.rows.map((row) => row.usulan)).toEqual(["2026-0042"]);
  });

  test("a refusal keeps the rows that are shown", async () => {
    await register.load();
    refuse = true;
    await register.load();
    expect(register.fault?.message).toBe("Ruang penyimpanan habis.");
    expect(register.rows.length).toBe(200);
  });

  test("filters are counted and cleared without leaving the state", () => {
    register.show({ state: "selesai", incomplete: true, year: 2026, search: "atk" });
    expect(register.filters).toBe(2);
    register.clear();
    expect([register.filters, register.query.search, register.query.state]).toEqual([0, "", "selesai"]);
  });
});
