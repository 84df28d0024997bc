// What if everything goes on in time: the dates of the steps that are left.

import { Course } from "./course";
import { expect, test } from "./desk";
import { Papers } from "./papers";

test("the steps that are left have their dates", async ({ office, page }, info) => {
  const course = await new Course(office, new Papers(info.outputPath("kertas"))).disposed();
  await office.clock("2026-11-10T10:00:00+07:00");
  await office.open(`#/usulan/${course.usulan}`);
  await page.getByText(/^Kalau semua tepat waktu, selesai /).click();
  const { totals } = await course.view();
  const shown = page.locator(".plan li");
  await expect(shown).toHaveCount(totals.plan.filter((one) => one.minutes !== null).length);
  await expect(shown.first()).toContainText("4 Telaah");
  await expect(shown.last()).toContainText("9 Kirim");
});
