/** Lists that are shown as a whole. */

/** So many pages at most: a list beyond that is to be searched. */
const MAX_PAGES = 20;

/** Every row of a list that comes in pages. */
export async function fetchAllPages<T>(ask: (page: number) => Promise<{ results: T[]; next: string | null }>): Promise<T[]> {
  const rows: T[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const { results, next } = await ask(page);
    rows.push(...results);
    if (!next) break;
  }
  return rows;
}

/** Every row of a feed, in its order. */
export async function fetchWholeFeed<T>(
  ask: (cursor: string | null) => Promise<{ results: T[]; next: string | null }>,
): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | null = null;
  do {
    const { results, next }: { results: T[]; next: string | null } = await ask(cursor);
    rows.push(...results);
    cursor = next;
  } while (cursor);
  return rows;
}
