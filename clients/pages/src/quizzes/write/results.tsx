/** Who took a quiz and how it went; it moves by itself. */

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime, formatScore } from "../../format.ts";
import { Pager, getLastPage } from "../../office/pager.tsx";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { throttleTrailing } from "../../throttle.ts";
import { Empty } from "../../ui/empty.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useEvents, useStream } from "../../ui/stream.ts";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import type { Quiz } from "./quiz-data.ts";

type Attempt = Answer<"/quizzes/{id}/attempts/", "get">["results"][number];
type State = Attempt["state"];

const EVENTS = ["quiz.begun", "quiz.result"] as const;
const PAGE_SIZE = 50;
/** Events within this time (ms) lead to one reload. */
const REFRESH_DELAY_MS = 1_000;
const ICONS: Record<State, IconName> = { open: "clock", handed_in: "send", waiting: "eye", scored: "good" };

export function Results({ me, values: { id = "" } }: PageProps) {
  const quiz = useLoad(() => talim.api.get("/quizzes/{id}/", { path: { id } }), [id]);
  return <Loading of={quiz}>{(value) => <ResultTable quiz={value} me={me} />}</Loading>;
}

function ResultTable({ quiz, me }: { quiz: Quiz; me: Person }) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const [state, setState] = useState<State | "">("");
  const [page, setPage] = useState(1);
  const attempts = useLoad(
    () =>
      talim.api.get("/quizzes/{id}/attempts/", {
        path: { id: quiz.id },
        query: { page, page_size: PAGE_SIZE, ...(state ? { state } : {}) },
      }),
    [quiz.id, state, page],
  );
  const refresh = useMemo(() => throttleTrailing(attempts.reload, REFRESH_DELAY_MS), [attempts.reload]);
  useEffect(() => refresh.cancel, [refresh]);
  const heard = () => refresh.schedule();
  useEvents(useStream("wall", quiz.group ?? undefined), EVENTS, heard);
  useEvents(useStream("course_wall", quiz.course ?? undefined), EVENTS, heard);
  return (
    <div class="wide">
      <p>
        <Link to={`quiz-editor/${quiz.id}`}>{quiz.title}</Link>
      </p>
      <h1>{texts.results}</h1>
      <p class="quiz-links">
        <Link to={`quiz-statistics/${quiz.id}`} class="button">
          {texts.statistics}
        </Link>
        <Link to={`quiz-marking?quiz=${quiz.id}`} class="button">
          {words.teacher.nav.quizMarking}
        </Link>
      </p>
      <div class="filters">
        <select
          aria-label={texts.state}
          onChange={({ currentTarget: { value } }) => {
            setPage(1);
            setState(value as State | "");
          }}
        >
          <option value="">{`${texts.state}: ${texts.all}`}</option>
          {Object.entries(texts.states).map(([value, word]) => (
            <option key={value} value={value} selected={value === state}>
              {word}
            </option>
          ))}
        </select>
      </div>
      <Loading of={attempts}>
        {({ results, count }) =>
          results.length ? (
            <>
              <Table
                label={texts.results}
                heads={[
                  { word: texts.learner },
                  { word: texts.tryNumber, number: true },
                  { word: texts.state },
                  { word: texts.handedIn },
                  { word: texts.result, number: true },
                  { word: texts.passedHead },
                ]}
                rows={results.map((row) => ({ key: row.id, cells: describeRow(row) }))}
              />
              <Pager page={page} pages={getLastPage(count, PAGE_SIZE)} turn={setPage} />
            </>
          ) : (
            <Empty drawing="people" text={state ? texts.noneFound : texts.nobodyYet} />
          )
        }
      </Loading>
    </div>
  );

  function describeRow(row: Attempt) {
    return [
      <Link to={`quiz-attempt/${row.id}`}>{row.learner.full_name}</Link>,
      String(row.number),
      <span class="state">
        <Icon name={ICONS[row.state]} />
        {texts.states[row.state]}
      </span>,
      row.handed_in_at
        ? formatDayTime(row.handed_in_at, me.zone, words)
        : row.deadline
          ? texts.until(formatDayTime(row.deadline, me.zone, words))
          : "—",
      row.score === null
        ? "—"
        : [
            texts.ofPoints(formatScore(row.score), formatScore(row.max_score)),
            ...(row.percent === null ? [] : [`${formatScore(row.percent)} %`]),
          ].join(" · "),
      row.passed === null ? "—" : row.passed ? texts.passed : texts.notPassed,
    ];
  }
}
