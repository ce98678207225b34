/** The register of a lesson on one screen: name, a button for each status, done. Works without a network. */

import { useEffect, useMemo } from "preact/hooks";
import type { PageProps } from "../app.tsx";
import { dayTime } from "../format.ts";
import { useStore } from "../store.ts";
import { Icon, type Picture } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { tell } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { language, useWords } from "../words/index.ts";
import type { Book } from "./book.ts";
import { bookOf } from "./books.ts";
import { Differences } from "./differences.tsx";
import { shown, takesMarks, type Register, type Row, type RowState, type Status, type Waiting } from "./register.ts";

const SIGNS: Record<Status["counts_as"], string> = { present: "✓", late: "◔", absent: "–", excused: "○" };
const PICTURES: Partial<Record<RowState, Picture>> = { saved: "good", waiting: "clock", refused: "warning" };

export function RegisterPage({ me, values }: PageProps) {
  const words = useWords();
  const lesson = values["id"] ?? "";
  const book = useMemo(() => bookOf(me.id), [me.id]);
  const fetched = useLoad(() => book.fetch(lesson), [book, lesson]);
  useEffect(() => {
    void book.look();
    void book.send();
    return () => book.register.set(undefined);
  }, [book, lesson]);
  useEffect(() => {
    addEventListener("online", fetched.again);
    return () => removeEventListener("online", fetched.again);
  }, [fetched.again]);
  useEffect(() => {
    if (fetched.value) book.register.set(fetched.value.register);
  }, [book, fetched.value]);
  return (
    <div class="wide">
      <Loading of={fetched}>
        {({ register, statuses }) => (
          <Sheet book={book} first={register} statuses={statuses.filter((one) => !one.archived_at)} zone={me.zone} />
        )}
      </Loading>
      {fetched.value && fetched.error ? <Problem error={fetched.error} again={fetched.again} /> : null}
      <p class="unseen">{words.teacher.register.help}</p>
    </div>
  );
}

function Sheet({ book, first, statuses, zone }: { book: Book; first: Register; statuses: Status[]; zone: string }) {
  const words = useWords();
  const w = words.teacher.register;
  const register = useStore(book.register) ?? first;
  const open = useStore(book.open);
  const { lesson } = register;
  const takes = takesMarks(register, Date.now());
  const waiting = new Map(open.waiting.filter((one) => one.lesson === lesson).map((one) => [one.student, one]));
  const names = new Map(statuses.map((one) => [one.code, nameOf(one)]));
  const rows = [...register.rows].sort((a, b) => a.student.full_name.localeCompare(b.student.full_name));
  const unmarked = rows.filter((row) => shown(row, waiting.get(row.student.id)).state === "unmarked");
  const present = statuses.find((one) => one.counts_as === "present");
  const put = (marks: Parameters<Book["mark"]>[1]) =>
    void book.mark(lesson, marks).catch(() => tell(words.teacher.register.full));
  const rest = () =>
    put(unmarked.map((row) => ({ student: row.student.id, status: row.suggested ?? present?.code ?? "" })));
  return (
    <>
      <div class="title">
        <h1>
          {w.title} <span class="quiet">{dayTime(register.starts_at, zone, words)}</span>
        </h1>
        <Saved waiting={[...waiting.values()]} />
      </div>
      {takes ? null : <p class="notice">{w.closed[register.closed_for ?? ""] ?? w.closed["closed"]}</p>}
      {open.error && waiting.size ? <Problem error={open.error} again={() => void book.send()} /> : null}
      <Differences
        all={open.differences.filter((one) => one.lesson === lesson)}
        names={names}
        pupils={new Map(rows.map((row) => [row.student.id, row.student.full_name]))}
        decide={(difference, side) => void book.decide(difference, side)}
      />
      {rows.length ? null : <p class="empty">{w.nobody}</p>}
      <ul class="legend small" aria-hidden="true">
        {statuses.map((one) => (
          <li key={one.code}>
            <b>{SIGNS[one.counts_as]}</b> {nameOf(one)}
          </li>
        ))}
      </ul>
      <ul class="register">
        {rows.map((row) => (
          <Pupil
            key={row.student.id}
            row={row}
            waiting={waiting.get(row.student.id)}
            statuses={statuses}
            takes={takes}
            put={(status) => put([{ student: row.student.id, status, note: row.mark?.note ?? "" }])}
            drop={(mark) => void book.drop(mark)}
          />
        ))}
      </ul>
      {present && unmarked.length && takes ? (
        <button type="button" class="main" onClick={rest}>
          {w.rest(unmarked.length, nameOf(present))}
        </button>
      ) : null}
    </>
  );
}

function Pupil({
  row,
  waiting,
  statuses,
  takes,
  put,
  drop,
}: {
  row: Row;
  waiting: Waiting | undefined;
  statuses: Status[];
  takes: boolean;
  put: (status: string) => void;
  drop: (mark: Waiting) => void;
}) {
  const words = useWords();
  const w = words.teacher.register;
  const { status, state } = shown(row, waiting);
  const name = row.student.full_name;
  const picture = PICTURES[state];
  return (
    <li class={state}>
      <span class="name" title={name}>
        {picture ? <Icon name={picture} /> : null}
        {name}
        {row.standing === "guest" ? <em class="small"> {w.guest}</em> : null}
        <span class="unseen"> {w.states[state]}</span>
      </span>
      <span class="statuses" role="group" aria-label={name}>
        {statuses.map((one) => (
          <button
            key={one.code}
            type="button"
            disabled={!takes}
            class={`${one.counts_as}${row.suggested === one.code && !status ? " suggested" : ""}`}
            aria-pressed={one.code === status}
            onClick={() => one.code !== status && put(one.code)}
          >
            <span aria-hidden="true">{SIGNS[one.counts_as]}</span>
            <span class="word-of">{nameOf(one)}</span>
          </button>
        ))}
      </span>
      {waiting?.refused ? (
        <span class="why" role="alert">
          {waiting.refused}{" "}
          <button type="button" class="plain" onClick={() => drop(waiting)}>
            {words.close}
          </button>
        </span>
      ) : null}
    </li>
  );
}

/** Whether everything on this page is in the server's books. */
function Saved({ waiting }: { waiting: Waiting[] }) {
  const w = useWords().teacher.register;
  const left = waiting.filter((one) => one.refused === undefined).length;
  return (
    <p class={left ? "chip waiting-chip" : "chip"} role="status">
      <Icon name={left ? "clock" : "good"} />
      {left ? w.waiting(left) : w.saved}
    </p>
  );
}

/** A status in the language that is spoken, else in any. */
export function nameOf(status: Status): string {
  return status.name[language()] || Object.values(status.name).find(Boolean) || status.code;
}
