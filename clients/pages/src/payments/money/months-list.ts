/** Months to choose from. */

/** So many: the next one, this one, and those before. */
const MONTHS = 14;

/** "2026-12", "2026-11" …: the month after this day first. */
export function listMonths(today: string): string[] {
  const [year, month] = today.split("-").map(Number) as [number, number];
  return Array.from({ length: MONTHS }, (_, back) =>
    new Date(Date.UTC(year, month - back, 1)).toISOString().slice(0, 7),
  );
}
