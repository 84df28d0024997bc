import { fireEvent, render, screen } from "@testing-library/svelte";
import type { Component } from "svelte";
import { expect, it, vi } from "vitest";

import Later from "./Later.svelte";
import Notice from "./Notice.svelte";
import { t } from "./texts/id";

const part = Notice as unknown as Component<Record<string, unknown>>;

it("shows the part once it is there, and tells that it stands on the page", async () => {
  const ready = vi.fn(() => expect(screen.getByText("Memuat naskah")).toBeTruthy());
  render(Later, { props: { load: async () => ({ default: part }), props: { text: "Memuat naskah" }, ready } });
  await screen.findByText("Memuat naskah");
  await vi.waitFor(() => expect(ready).toHaveBeenCalledOnce());
});

it("says that a part could not be fetched, and fetches it again", async () => {
  const load = vi.fn(async () => ({ default: part }));
  load.mockRejectedValueOnce(new Error("gone"));
  render(Later, { props: { load, props: { text: "Memuat naskah" } } });
  expect((await screen.findByRole("alert")).textContent).toContain(t.common.partMissing);
  await fireEvent.click(screen.getByRole("button", { name: t.common.retry }));
  await screen.findByText("Memuat naskah");
});
