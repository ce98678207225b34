/** The newest of a list, as many as somebody has asked to see: always asked for anew from its beginning, without a gap. */

/** The server gives so many rows at once. */
const MAX_PAGE_SIZE = 100;

export interface NewestRows<T> {
  results: T[];
  /** There are older ones. */
  more: boolean;
}

/** Of a feed. */
export async function fetchNewestOfFeed<T>(
  most: number,
  ask: (limit: number, cursor: string | null) => Promise<{ results: T[]; next: string | null }>,
): Promise<NewestRows<T>> {
  const results: T[] = [];
  let cursor: string | null = null;
  do {
    const answer: { results: T[]; next: string | null } = await ask(Math.min(most - results.length, MAX_PAGE_SIZE), cursor);
    results.push(...answer.results);
    cursor = answer.next;
  } while (cursor !== null && results.length < most);
  return { results, more: cursor !== null };
}

/** Of a list that comes in pages; what comes anew between two of them is in none twice. */
export async function fetchNewestOfPages<T extends { id: string }>(
  most: number,
  ask: (page: number, page_size: number) => Promise<{ results: T[]; count: number }>,
): Promise<NewestRows<T>> {
  const size = Math.min(most, MAX_PAGE_SIZE);
  const rows = new Map<string, T>();
  let count = 0;
  for (let page = 1; page === 1 || (page <= Math.ceil(most / size) && rows.size < count); page++) {
    const answer = await ask(page, size);
    count = answer.count;
    for (const row of answer.results) rows.set(row.id, row);
    if (!answer.results.length) break;
  }
  const results = [...rows.values()].slice(0, most);
  return { results, more: results.length < count };
}
