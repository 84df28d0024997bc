// Half a year of reports as the notes of Tabel 7 and Tabel 8 (facts 3.3): what the office recorded, not how it is judged.

import type { MonthReport } from "$generated/MonthReport";
import { t } from "$shared/texts/all";

export interface MonitoredStep {
  step: number;
  name: string;
  within: number;
  late: number;
  unsure: number;
  /** The cause named most often; empty when none was. */
  cause: string;
}

/** The six months of the half year in which a month lies. */
export function halfYear(month: string): { half: 1 | 2; year: number; months: string[] } {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const half = number <= 6 ? 1 : 2;
  const months = Array.from({ length: 6 }, (_, index) => `${year}-${String((half - 1) * 6 + index + 1).padStart(2, "0")}`);
  return { half, year, months };
}

export function monitored(reports: MonthReport[]): MonitoredStep[] {
  const steps = new Map<number, MonitoredStep>();
  for (const row of reports.flatMap((report) => report.rows)) {
    const sum = steps.get(row.step) ?? { step: row.step, name: row.name, within: 0, late: 0, unsure: 0, cause: "" };
    steps.set(row.step, { ...sum, within: sum.within + row.within, late: sum.late + row.late, unsure: sum.unsure + row.unsure });
  }
  for (const sum of steps.values()) {
    const named = new Map<string, number>();
    for (const one of reports.flatMap((report) => report.deviations)) {
      if (one.step === sum.step && one.cause) named.set(one.cause, (named.get(one.cause) ?? 0) + 1);
    }
    sum.cause = [...named].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0] ?? "";
  }
  return [...steps.values()].sort((a, b) => a.step - b.step);
}

/** Which grade of Tabel 7 the figures propose: 0 "berjalan dengan baik", 1 not; none where no round is sure. */
export function proposedGrade(step: MonitoredStep, from: number): { grade: 0 | 1; share: number } | undefined {
  const sure = step.within + step.late;
  if (sure === 0) return undefined;
  const share = (step.within * 100) / sure;
  return { grade: share >= from ? 0 : 1, share: Math.floor(share) };
}

/** What the office can say to each statement of Tabel 8; the others are for the assessor alone. */
export function recorded(reports: MonthReport[]): string[] {
  const w = t.laporan.monitoring;
  const steps = monitored(reports);
  const within = steps.reduce((sum, step) => sum + step.within, 0);
  const sure = steps.reduce((sum, step) => sum + step.within + step.late, 0);
  const deviations = reports.flatMap((report) => report.deviations);
  const said = w.statements.map(() => "");
  said[0] = w.finished(reports.reduce((sum, report) => sum + report.finished, 0));
  if (sure > 0) said[2] = w.share(within, sure);
  if (deviations.length > 0) said[4] = w.remedies(deviations.filter((one) => one.remedy).length, deviations.length);
  return said;
}
