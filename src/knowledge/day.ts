import type { Fields } from './fields.ts';

/** Reads a day (`YYYY-MM-DD`); another form, or a day that no calendar has, is reported. */
export function readDay(fields: Fields, key: string, isRequired = false): string | undefined {
  const day = isRequired ? fields.requiredText(key) || undefined : fields.text(key);
  if (day && !(day.length === 'YYYY-MM-DD'.length && isDate(day))) {
    fields.report(key, `“${key}” phải viết năm-tháng-ngày, như 2021-03-15, không phải “${day}”.`);
  }
  return day;
}

/** Whether `date` is a year, a month or a day of the calendar: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`. */
export function isDate(date: string): boolean {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/u.exec(date) ?? [];
  const time = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // 2021-02-31 would silently become the third of March.
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(`${year}-${month}-${day}`);
}

/** The local day in Vietnam at `nowMs`, `YYYY-MM-DD`: the day on which `validUntil` is judged. */
export function vietnamDay(nowMs: number): string {
  const VIETNAM_OFFSET_MS = 7 * 3_600_000;
  return new Date(nowMs + VIETNAM_OFFSET_MS).toISOString().slice(0, 10);
}
