import { fireEvent, render, screen } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import Harness from "../../test/DataTableHarness.svelte";

function mounted(count: number) {
  const calls: string[] = [];
  render(Harness, { count, calls });
  return calls;
}
const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

describe("the table", () => {
  test("builds a window of a long list and keeps its count for assistive technology", () => {
    mounted(5000);
    expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("5001");
    expect(document.querySelectorAll("tbody tr[data-row]").length, "only what can be seen is built").toBeLessThan(40);
  });

  test("one row is in the tab order; arrows move, Enter opens, Space peeks, letters search", async () => {
    const calls = mounted(30);
    const row = (n: number) => document.querySelector<HTMLElement>(`[data-at="${n}"]`) as HTMLElement;
    expect(document.querySelectorAll('tr[tabindex="0"]').length).toBe(1);
    row(0).focus();
    await fireEvent.keyDown(row(0), { key: "ArrowDown" });
    await frame();
    expect(document.activeElement).toBe(row(1));
    await fireEvent.keyDown(row(1), { key: "Enter" });
    await fireEvent.keyDown(row(1), { key: " " });
    await fireEvent.keyDown(row(1), { key: "k" });
    expect(calls).toEqual(["open 2", "peek 2", "search k"]);
  });

  test("rows that are not read yet keep their place, and are asked for", async () => {
    const calls: string[] = [];
    const { rerender } = render(Harness, { count: 5000, calls, read: 3 });
    expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("5001");
    expect(calls[0]).toMatch(/^need 0 \d+$/);
    const row = (n: number) => document.querySelector<HTMLElement>(`[data-at="${n}"]`) as HTMLElement;
    row(2).focus();
    await fireEvent.keyDown(row(2), { key: "ArrowDown" });
    await frame();
    expect(document.activeElement?.getAttribute("aria-label"), "one can stand on it").toBe("Baris sedang dibaca…");
    await rerender({ count: 5000, calls, read: 5000 });
    await frame();
    expect(document.activeElement, "and keeps standing there").toBe(row(3));
    expect(row(3).textContent).toContain("baris 4");
  });

  test("a click opens; a button in a cell keeps its own meaning", async () => {
    const calls = mounted(3);
    await fireEvent.click(screen.getAllByText("baris 3")[0] as HTMLElement);
    await fireEvent.click(screen.getAllByRole("button", { name: "tombol" })[0] as HTMLElement);
    expect(calls).toEqual(["open 3", "button 1"]);
  });
});
