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
      return { rows: rows.slice(query.offset, query.offset + query.limit), total: rows.length, counts: {}, agencies: [], places: [], years: [] };
    },
  };
});

const { register, opening } = await import("./register.svelte");

beforeEach(() => {
  all = Array.from({ length: 450 }, (_, index) => ({ usulan: `2026-${String(index + 1).padStart(4, "0")}` }));
  wait = undefined;
  refuse = false;
  register.query = { ...opening };
});

describe("the register", () => {
  test("takes all rows, part by part", async () => {
    await register.load();
    expect(register.rows.length).toBe(450);
    expect(new Set(register.rows.map((row) => row.usulan)).size, "no row twice").toBe(450);
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
    expect(register.rows.length).toBe(450);
  });

  test("filters are counted and cleared without leaving the state", () => {
    register.show({ state: "selesai", incomplete: true, year: 2026, search: "atk" });
    expect(register.filters).toBe(2);
    register.clear();
    expect([register.filters, register.query.search, register.query.state]).toEqual([0, "", "selesai"]);
  });
});
