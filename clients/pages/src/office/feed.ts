/** The newest rows of a feed, and more of them page by page. */

import { useState } from "preact/hooks";
import { useLoad, type Loaded } from "../ui/load.tsx";

interface FeedPage<Row> {
  results: Row[];
  next: string | null;
}

interface Feed<Row> {
  feed: Loaded<FeedPage<Row>>;
  /** Show one page more. */
  more: () => void;
}

/** `question`: what is asked for; another one begins with its first page. */
export function useFeed<Row>(
  question: string,
  fetchPage: (cursor: string | null) => Promise<FeedPage<Row>>,
): Feed<Row> {
  const [shown, setShown] = useState({ question, pages: 1 });
  const pages = shown.question === question ? shown.pages : 1;
  const feed = useLoad(() => fetchPages(pages, fetchPage), [question, pages]);
  return { feed, more: () => setShown({ question, pages: pages + 1 }) };
}

/** From the newest on each time: rows that were added meanwhile move the others on. */
async function fetchPages<Row>(
  pages: number,
  fetchPage: (cursor: string | null) => Promise<FeedPage<Row>>,
): Promise<FeedPage<Row>> {
  let all = await fetchPage(null);
  for (let page = 1; page < pages && all.next; page++) {
    const { results, next } = await fetchPage(all.next);
    all = { results: [...all.results, ...results], next };
  }
  return all;
}
