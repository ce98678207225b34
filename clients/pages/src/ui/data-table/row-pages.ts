/** The rows of a long list: asked for page by page, when one comes to where they are. */

import { useCallback, useMemo, useRef, useState } from "preact/hooks";
import { getLanguage } from "../../words/index.ts";
import { useLoad, type Loaded } from "../load.tsx";
import type { TableQuery } from "./types.ts";

export const PAGE_SIZE = 100;

interface Page<Row> {
  results: Row[];
  count: number;
}

type FetchPage<Row> = (query: Pick<TableQuery, "page" | "page_size">) => Promise<Page<Row>>;

/** The answers to one question. A page that is on its way is not asked for twice. */
export class RowPages<Row> {
  count = 0;
  private readonly pages = new Map<number, Row[]>();
  private readonly waiting = new Map<number, Promise<void>>();

  constructor(
    readonly question: string,
    private readonly fetchPage: FetchPage<Row>,
  ) {}

  async load(numbers: number[]): Promise<this> {
    await Promise.all(numbers.map((page) => this.loadOne(page)));
    return this;
  }

  private loadOne(page: number): Promise<void> {
    if (this.pages.has(page)) return Promise.resolve();
    const asked = this.waiting.get(page) ?? this.take(page);
    this.waiting.set(page, asked);
    return asked;
  }

  private async take(page: number): Promise<void> {
    try {
      const { results, count } = await this.fetchPage({ page, page_size: PAGE_SIZE });
      this.pages.set(page, results);
      this.count = count;
    } finally {
      this.waiting.delete(page);
    }
  }

  at(index: number): Row | undefined {
    return this.pages.get(getPageOf(index))?.[index % PAGE_SIZE];
  }

  get loaded(): Row[] {
    return [...this.pages].sort(([one], [other]) => one - other).flatMap(([, rows]) => rows);
  }

  get pageNumbers(): number[] {
    return Array.from({ length: getPageOf(this.count - 1) }, (_, place) => place + 1);
  }
}

export function getPageOf(index: number): number {
  return Math.floor(Math.max(0, index) / PAGE_SIZE) + 1;
}

interface Rows<Row> {
  pages: Loaded<RowPages<Row>>;
  /** What is shown answers another question than the one that is asked now. */
  outdated: boolean;
  /** These rows are on the screen, or nearly. */
  show: (first: number, last: number) => void;
  /** Load anew what is on the screen; it stays until the answer is there. */
  reload: () => void;
}

/** The rows that answer `question`; they are loaded anew when one of `on` changes. */
export function useRowPages<Row>(question: string, fetchPage: FetchPage<Row>, on: readonly unknown[]): Rows<Row> {
  const language = getLanguage();
  const [version, setVersion] = useState(0);
  const [span, setSpan] = useState({ question, first: 1, last: 1 });
  const present = useRef(fetchPage);
  present.current = fetchPage;
  const asked = useMemo(
    () => new RowPages<Row>(question, (page) => present.current(page)),
    [question, version, language, ...on],
  );
  const { first, last } = span.question === question ? span : { first: 1, last: 1 };
  const numbers = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  const pages = useLoad(() => asked.load(numbers), [asked, first, last]);
  const show = useCallback(
    (from: number, to: number) => {
      const next = { question, first: getPageOf(from), last: getPageOf(to) };
      setSpan((before) =>
        Object.entries(next).every(([name, value]) => before[name as "first"] === value) ? before : next,
      );
    },
    [question],
  );
  const reload = useCallback(() => setVersion((n) => n + 1), []);
  return { pages, outdated: pages.value !== undefined && pages.value.question !== question, show, reload };
}
