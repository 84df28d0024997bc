// Two revisions of a letter side by side.

import type { LetterView } from "../src/generated/LetterView";
import { Course } from "./course";
import { expect, test } from "./desk";
import { Papers } from "./papers";

test("a letter that was written anew is compared with its earlier revision", async ({ office, page }, info) => {
  const course = await new Course(office, new Papers(info.outputPath("kertas"))).onTheDesk();
  const usulan = course.usulan;
  const decide = (await course.view()).acts.find((act) => act.key === "decide");
  const decisions = decide?.outputs.map((one) => ({
    lane: one.lane, revision: one.revision, body_hash: one.body_hash,
    verdict: one.kind === "pengumuman" ? { verdict: "correct", note: "Jadwal: terbuka.", document: null } : { verdict: "approve", signed: one.signs },
  }));
  await office.clock("2026-11-11T09:00:00+07:00");
  const record = { act: { act: "decide", decisions }, actor: null, basis: "paper", evidence: { copy: "later" }, when: { certainty: "written", at: "2026-11-11T08:55:00+07:00" }, deviation: null };
  await office.ask({ ask: "record", usulan, seen: (await course.view()).seen, acts: [record] });
  const { draft } = await office.ask<LetterView>({ ask: "revise_letter", usulan, kind: "pengumuman" });
  await office.ask({ ask: "lock_letter", usulan, kind: "pengumuman", seen: (await course.view()).seen, draft: { ...draft, fields: { ...draft.fields, jadwal: "terbuka" } } });

  await office.open(`#/usulan/${usulan}`);
  await page.getByRole("button", { name: "Lain" }).click();
  await page.getByRole("menuitem", { name: "Bandingkan revisi pengumuman pendaftaran" }).click();
  const dialog = page.getByRole("dialog", { name: "Bandingkan revisi: Pengumuman pendaftaran" });
  await expect(dialog.getByRole("region", { name: "Yang lama" }).getByText("Koreksi: Jadwal: terbuka.")).toBeVisible();
  const pictures = dialog.getByRole("img", { name: /^Halaman 1: / });
  await expect(pictures).toHaveCount(2);
  expect(new Set(await pictures.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).src.replace(/\?.*/, "")))).size, "two different papers").toBe(2);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});
