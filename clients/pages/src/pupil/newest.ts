/** The newest rows of a list, up to a limit. They are always loaded from the beginning, so that there is no gap. */

/** The most rows that the server gives at once. */
const MAX_PAGE_SIZE = 100;

export interface NewestRows<T> {
  results: T[];
  /** There are older rows. */
  more: boolean;
}

/** The newest rows of a feed. */
export async function fetchNewestOfFeed<T>(
  limit: number,
  fetchPage: (limit: number, cursor: string | null) => Promise<{ results: T[]; next: string | null }>,
): Promise<NewestRows<T>> {
  const results: T[] = [];
  let cursor: string | null = null;
  do {
    const answer: { results: T[]; next: string | null } = await fetchPage(
      Math.min(limit - results.length, MAX_PAGE_SIZE),
      cursor,
    );
    results.push(...answer.results);
    cursor = answer.next;
  } while (cursor !== null && results.length < limit);
  return { results, more: cursor !== null };
}

/** The newest rows of a list with pages. A row that moves between two pages is returned once. */
export async function fetchNewestOfPages<T extends { id: string }>(
  limit: number,
  fetchPage: (page: number, page_size: number) => Promise<{ results: T[]; count: number }>,
): Promise<NewestRows<T>> {
  const size = Math.min(limit, MAX_PAGE_SIZE);
  const rows = new Map<string, T>();
  let count = 0;
  for (let page = 1; page === 1 || (page <= Math.ceil(limit / size) && rows.size < count); page++) {
    const answer = await fetchPage(page, size);
    count = answer.count;
    for (const row of answer.results) rows.set(row.id, row);
    if (!answer.results.length) break;
  }
  const results = [...rows.values()].slice(0, limit);
  return { results, more: results.length < count };
}
