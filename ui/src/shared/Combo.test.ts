import { fireEvent, render, screen } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";

import Combo, { type ComboOption } from "./Combo.svelte";

const OPTIONS: ComboOption[] = [
  { value: "disdik", label: "Dinas Pendidikan" },
  { value: "dinkes", label: "Dinas Kesehatan" },
];

/** The field with these options, and what was chosen in it. */
function field(options: ComboOption[]) {
  const chosen: string[] = [];
  const props = { label: "Perangkat daerah", value: "", onchange: (value: string) => void chosen.push(value) };
  const { rerender } = render(Combo, { ...props, options });
  return { input: screen.getByRole<HTMLInputElement>("combobox"), chosen, come: () => rerender({ options: OPTIONS }) };
}

describe("one of many by a part of its name", () => {
  test("Enter takes the first hit", async () => {
    const { input, chosen } = field(OPTIONS);
    await fireEvent.input(input, { target: { value: "sehat" } });
    await fireEvent.keyDown(input, { key: "Enter" });
    expect(chosen).toEqual(["dinkes"]);
    expect(input.value).toBe("Dinas Kesehatan");
  });

  test("Enter leaves what nothing matches as it was typed", async () => {
    const { input, chosen } = field(OPTIONS);
    await fireEvent.input(input, { target: { value: "kesehtan" } });
    await fireEvent.keyDown(input, { key: "Enter" });
    expect(chosen).toEqual([]);
    expect(input.value).toBe("kesehtan");
  });

  test.each([
    ["Enter", (input: HTMLElement) => fireEvent.keyDown(input, { key: "Enter" })],
    ["the next field", (input: HTMLElement) => fireEvent.blur(input)],
  ])("%s before the options are there takes what is typed once they are", async (_, hurry) => {
    const { input, chosen, come } = field([]);
    await fireEvent.input(input, { target: { value: "pendidikan" } });
    await hurry(input);
    expect(input.value, "nothing typed is lost").toBe("pendidikan");
    await come();
    expect(chosen).toEqual(["disdik"]);
    expect(input.value).toBe("Dinas Pendidikan");
  });

  test("what is typed further before the options are there is not taken for it", async () => {
    const { input, chosen, come } = field([]);
    await fireEvent.input(input, { target: { value: "dinas" } });
    await fireEvent.keyDown(input, { key: "Enter" });
    await fireEvent.input(input, { target: { value: "dinas k" } });
    await come();
    expect(chosen).toEqual([]);
  });
});
