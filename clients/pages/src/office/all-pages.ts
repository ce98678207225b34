/** A list that is shown as a whole. */

/** So many pages at most: a list beyond that is to be searched. */
const MOST = 20;

/** Every row of a list that comes in pages. */
export async function allPages<T>(ask: (page: number) => Promise<{ results: T[]; next: string | null }>): Promise<T[]> {
  const rows: T[] = [];
  for (let page = 1; page <= MOST; page++) {
    const { results, next } = await ask(page);
    rows.push(...results);
    if (!next) break;
  }
  return rows;
}
