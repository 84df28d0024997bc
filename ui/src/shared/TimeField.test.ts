import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, test } from "vitest";

import { clock } from "./clock.svelte";
import Harness from "../../test/TimeFieldHarness.svelte";
import type { TimeValue } from "./time-value";

const NOW = "2026-11-10T15:45:00+07:00";
beforeEach(() => clock.follow(NOW, true));

function mounted(value?: TimeValue) {
  const held = { value: value ?? { date: "", hour: "", certainty: "exact" as const } };
  render(Harness, { held, bounds: { from: { at: "2026-11-10T08:20:00+07:00", what: "lembar diserahkan ke antrean" }, to: { at: NOW, what: "sekarang" } } });
  const hour = () => screen.getByLabelText("Jam") as HTMLInputElement;
  const date = () => screen.getByLabelText("Tanggal") as HTMLInputElement;
  const type = async (field: HTMLInputElement, text: string) => {
    await fireEvent.input(field, { target: { value: text } });
    await fireEvent.blur(field);
  };
  return { held, hour, date, type };
}

describe("the time field", () => {
  test("starts empty and says between which times it lies", () => {
    const { hour, date } = mounted();
    expect(hour().value, "no hour is invented").toBe("");
    expect(date().value, "no date is invented").toBe("");
    screen.getByText("antara 08.20 (lembar diserahkan ke antrean) dan 15.45 (sekarang)");
  });

  test.each([
    ["932", { date: "2026-11-10", hour: "09:32" }, "09.32"],
    ["kemarin 1530", { date: "2026-11-09", hour: "15:30" }, "15.30"],
  ])("typed %j", async (typed, expected, shown) => {
    const { held, hour, type } = mounted();
    await type(hour(), typed);
    expect(held.value).toMatchObject(expected);
    expect(hour().value).toBe(shown);
  });

  test("`s` in an empty hour field is now, at once", async () => {
    const { held, hour } = mounted();
    await fireEvent.keyDown(hour(), { key: "s" });
    expect(held.value).toEqual({ date: "2026-11-10", hour: "15:45", certainty: "exact" });
  });

  test("what cannot be read stays in the field, with a sentence", async () => {
    const { held, hour, type } = mounted({ date: "2026-11-10", hour: "09:32", certainty: "exact" });
    await type(hour(), "pagi");
    expect(hour().value, "the rejected input is not lost").toBe("pagi");
    expect(hour().getAttribute("aria-invalid")).toBe("true");
    expect(held.value.hour, "what was recorded before stays until it can be read").toBe("09:32");
    screen.getByText(/Jam belum terbaca/);
  });

  test("only the date hides the hour", async () => {
    const { held } = mounted({ date: "2026-11-10", hour: "", certainty: "exact" });
    await fireEvent.click(screen.getByLabelText("Hanya tanggalnya"));
    expect(held.value.certainty).toBe("date");
    expect(screen.queryByLabelText("Jam")).toBeNull();
  });

  test("an hour outside its bounds is said early", async () => {
    const { hour, type } = mounted();
    await type(hour(), "7.00");
    screen.getByText(/Di luar batas yang tercatat/);
  });

  test("arrows step the date by a day", async () => {
    const { held, date } = mounted({ date: "2026-11-10", hour: "09:32", certainty: "exact" });
    await fireEvent.keyDown(date(), { key: "ArrowDown" });
    expect(held.value.date).toBe("2026-11-09");
  });
});
