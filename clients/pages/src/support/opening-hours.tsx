/** When the office works, on each day of the week: of the centre, or of a branch with hours of its own. */

import type { Answer } from "@talim/client";
import { useState } from "preact/hooks";
import { useBranches } from "../office/branches.ts";
import { talim } from "../talim.ts";
import { DateField } from "../ui/form/choice-fields.tsx";
import { FieldGroup, FieldRow, Form } from "../ui/form/form.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { Select } from "./work-panel.tsx";

type Hours = Answer<"/support/hours/", "get">["hours"][number];
type Times = Record<string, string>;

/** 0 is Monday, as the server counts; the words begin with Sunday. */
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
/** As a closing time: the end of the day. */
const MIDNIGHT = "00:00";
const opens = (weekday: number, span: number) => `${weekday}.${span}.opens`;
const closes = (weekday: number, span: number) => `${weekday}.${span}.closes`;

export function OpeningHours() {
  const texts = ticketWords.use();
  const own = texts.rules;
  const branches = useBranches("own");
  const [branch, setBranch] = useState("");
  const loaded = useLoad(async () => (await talim.api.get("/support/hours/")).hours, []);
  const mine = (all: Hours[]) => all.filter((row) => (row.branch ?? "") === branch);
  return (
    <>
      <p class="quiet">{own.hoursHelp}</p>
      {branches.length > 1 ? (
        <Select
          label={own.hoursOf}
          value={branch}
          options={[["", own.anyBranch], ...branches.map(({ id, name }): [string, string] => [id, name])]}
          choose={setBranch}
        />
      ) : null}
      <Loading of={loaded}>
        {(all) => <HoursForm key={branch} branch={branch} hours={mine(all)} onDone={loaded.reload} />}
      </Loading>
    </>
  );
}

/** "18:00" of "18:00:00". */
const cut = (time: string) => time.slice(0, 5);
const listNumbers = (count = 0) => Array.from({ length: count }, (_, n) => n);

interface Span {
  span: number;
  from: string;
  to: string;
}

/** The times of a day, without those that are empty. */
function readSpans(values: Times, weekday: number, count = 0): Span[] {
  const spans = listNumbers(count).map((span) => ({
    span,
    from: values[opens(weekday, span)] ?? "",
    to: values[closes(weekday, span)] ?? "",
  }));
  return spans.filter(({ from, to }) => from || to);
}

/** It begins while the other one lasts; of two that begin together, the second one does. */
function beginsWithin(one: Span, other: Span): boolean {
  if (one.span === other.span || one.from < other.from || (one.from === other.from && one.span < other.span))
    return false;
  return other.to === MIDNIGHT || one.from < other.to;
}

function HoursForm({ branch, hours, onDone }: { branch: string; hours: Hours[]; onDone: () => void }) {
  const words = useWords();
  const own = ticketWords.use().rules;
  const days = WEEKDAYS.map((weekday) => hours.filter((row) => row.weekday === weekday));
  const initial: Times = Object.fromEntries(
    days.flatMap((rows, weekday) =>
      rows.flatMap((row, span) => [
        [opens(weekday, span), cut(row.opens_at)],
        [closes(weekday, span), cut(row.closes_at)],
      ]),
    ),
  );
  /** How many times of each day stand there; an empty one where it has none. */
  const [counts, setCounts] = useState(() => days.map((rows) => Math.max(1, rows.length)));
  const form = useForm<Times, unknown>({
    initial,
    check: (values) =>
      Object.fromEntries(
        WEEKDAYS.flatMap((weekday) => {
          const spans = readSpans(values, weekday, counts[weekday]);
          const wrong = spans.filter(({ from, to }) => !from || !to || (to !== MIDNIGHT && to <= from));
          const over = wrong.length ? [] : spans.filter((span) => spans.some((other) => beginsWithin(span, other)));
          return [
            ...wrong.map(({ span }) => [closes(weekday, span), own.hoursWrong]),
            ...over.map(({ span }) => [opens(weekday, span), own.hoursOverlap]),
          ];
        }),
      ),
    send: (values) => {
      const set = WEEKDAYS.flatMap((weekday) =>
        readSpans(values, weekday, counts[weekday]).map(({ from, to }) => ({ weekday, opens_at: from, closes_at: to })),
      );
      return talim.api.put("/support/hours/", { body: { branch: branch || null, hours: set } });
    },
    onDone: () => {
      showNotice(own.saved);
      onDone();
    },
  });
  return (
    <Form of={form} word={words.form.save} label={own.parts.hours}>
      {WEEKDAYS.map((weekday) => {
        const day = words.days.week[(weekday + 1) % 7] ?? "";
        return (
          <FieldGroup key={weekday} title={day}>
            {listNumbers(counts[weekday]).map((span) => (
              <FieldRow key={span}>
                <DateField of={form} name={opens(weekday, span)} label={own.opens(day)} time />
                <DateField of={form} name={closes(weekday, span)} label={own.closes(day)} time />
              </FieldRow>
            ))}
            <button
              type="button"
              class="plain"
              onClick={() => setCounts(counts.map((n, one) => (one === weekday ? n + 1 : n)))}
            >
              {own.addHours}
            </button>
          </FieldGroup>
        );
      })}
    </Form>
  );
}
