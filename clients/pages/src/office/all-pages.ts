/** Lists that are shown whole. */

/** The most pages that are loaded. In longer lists people search. */
const MAX_PAGES = 20;

/** All rows of a list with pages. */
export async function fetchAllPages<T>(
  fetchPage: (page: number) => Promise<{ results: T[]; next: string | null }>,
): Promise<T[]> {
  const rows: T[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const { results, next } = await fetchPage(page);
    rows.push(...results);
    if (!next) break;
  }
  return rows;
}

/** All rows of a feed, in its order. */
export async function fetchWholeFeed<T>(
  fetchPage: (cursor: string | null) => Promise<{ results: T[]; next: string | null }>,
): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | null = null;
  do {
    const { results, next }: { results: T[]; next: string | null } = await fetchPage(cursor);
    rows.push(...results);
    cursor = next;
  } while (cursor);
  return rows;
}
