/** What the tables of the cash desk share: days as a filter, the words of methods, facts of a card. */

import type { ComponentChildren } from "preact";
import { addDays, toIsoDay } from "../../format.ts";
import type { Person } from "../../talim.ts";
import type { TableFilter } from "../../ui/data-table/data-table.tsx";
import { Icon } from "../../ui/icon.tsx";
import { cashWords } from "./words/index.ts";

const SPANS = ["today", "yesterday", "week", "month"] as const;
type Span = (typeof SPANS)[number];

/** A filter by time; `readDays` makes the server's days of it. */
export function useDaysFilter(): TableFilter {
  const texts = cashWords.use();
  return {
    name: "when",
    label: texts.when,
    options: [["", texts.anyTime], ...SPANS.map((span): [string, string] => [span, texts.spans[span]])],
  };
}

/** The chosen filters as the server knows them. */
export function readFilters({ when, ...others }: Record<string, string>, me: Person): object {
  const chosen = Object.fromEntries(Object.entries(others).filter(([, value]) => value));
  return { ...chosen, ...(when ? readDays(when as Span, me) : {}) };
}

function readDays(span: Span, me: Person): { from: string; to: string } {
  const today = toIsoDay(Date.now(), me.zone);
  const yesterday = addDays(today, -1);
  if (span === "yesterday") return { from: yesterday, to: yesterday };
  return { from: { today, week: addDays(today, -6), month: `${today.slice(0, 8)}01` }[span], to: today };
}

export function useMethodFilter(): TableFilter {
  const { method, ways, anyWay } = cashWords.use();
  return { name: "method", label: method, options: [["", anyWay], ...Object.entries(ways)] };
}

/** Names and values side by side; what is empty takes no line. */
export function Facts({ of: facts }: { of: [name: string, value: ComponentChildren][] }) {
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value)
        .flatMap(([name, value]) => [<dt key={`${name}.`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  );
}

/** Whether money that was moved counts, was reversed, or is the reversal. */
export function MoveState({ of: move }: { of: { reverses: string | null; reversed_by: string | null } }) {
  const texts = cashWords.use();
  if (!move.reverses && !move.reversed_by) return <>{texts.counts}</>;
  return (
    <span class="state">
      <Icon name="warning" />
      {move.reverses ? texts.isReversal : texts.wasReversed}
    </span>
  );
}
