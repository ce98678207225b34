/** What each pupil did with an assignment: one table, short rows on a phone, with the way to the review of each. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatScore } from "../../format.ts";
import { Link } from "../../router.tsx";
import type { Person } from "../../talim.ts";
import { Choice } from "../../ui/choice.tsx";
import { CompactRows } from "../../ui/compact-rows.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { PHONE, useMedia } from "../../ui/media.ts";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { homeworkWords } from "./words/index.ts";
import type { Assignment } from "./task-values.ts";
import { ExtendHomework } from "./extend-homework.tsx";
import { canOpenPage } from "../../teacher/page-permissions.ts";
import { RescoreAttempt } from "./rescore-attempt.tsx";
import { canBeHeard } from "./submission-kinds.ts";

export type Report = Answer<"/homework/assignments/{id}/report/", "get">;
type Result = Report["pupils"][number];

const ICONS: Record<string, IconName> = {
  assigned: "clock",
  returned: "clock",
  processing: "send",
  scored: "good",
  needs_review: "warning",
  reviewed: "good",
};
const SHOWN = {
  all: () => true,
  waiting: ({ state }: Result) => state === "needs_review",
  missing: ({ state, attempts }: Result) => state === "assigned" && !attempts,
};

interface Props {
  assignment: Assignment;
  report: Report;
  me: Person;
  changed: () => void;
}

export function AssignmentResults({ assignment, report, me, changed }: Props) {
  const words = useWords();
  const texts = homeworkWords.use();
  const [shown, setShown] = useState<keyof typeof SHOWN>("all");
  const [extended, setExtended] = useState<string>();
  const [rescored, setRescored] = useState<string>();
  const counted = (which: keyof typeof SHOWN) => `${texts[which]}: ${report.pupils.filter(SHOWN[which]).length}`;
  const rows = report.pupils.filter(SHOWN[shown]);
  const reviews = canOpenPage(me, "review/:id");
  const narrow = useMedia(PHONE);
  const acts = (row: Result) => (
    <span key="acts" class="buttons">
      {row.state === "reviewed" ? null : (
        <button type="button" class="plain" onClick={() => setExtended(row.homework)}>
          {texts.extend}
          <span class="unseen"> {row.student.full_name}</span>
        </button>
      )}
      {reviews && row.attempt && row.score !== null && canBeHeard(assignment.kind) ? (
        <button type="button" class="plain" onClick={() => setRescored(row.attempt ?? undefined)}>
          {texts.rescore}
          <span class="unseen"> {row.student.full_name}</span>
        </button>
      ) : null}
    </span>
  );
  const heads = [
    { word: "" },
    { word: texts.state },
    { word: texts.score, number: true },
    { word: texts.used, number: true },
    { word: texts.acts },
  ];
  return (
    <section aria-labelledby="results">
      <h2 id="results">{texts.results}</h2>
      <Choice
        label={texts.show}
        options={{ all: counted("all"), waiting: counted("waiting"), missing: counted("missing") }}
        chosen={shown}
        choose={setShown}
      />
      {rows.length && narrow ? (
        <CompactRows
          label={texts.results}
          figure={texts.score}
          rows={rows.map((row) => ({
            id: row.student.id,
            name: row.student.full_name,
            figure: <Figure row={row} />,
            rest: (
              <>
                <p>
                  <State row={row} />
                </p>
                <p>
                  {texts.used}: <b>{row.attempts}</b>
                </p>
                {reviews && row.attempt ? (
                  <Link to={`review/${row.homework}`} class="button">
                    {words.teacher.nav.review}
                    <span class="unseen"> {row.student.full_name}</span>
                  </Link>
                ) : null}
                {acts(row)}
              </>
            ),
          }))}
        />
      ) : rows.length ? (
        <Table
          label={texts.results}
          heads={heads}
          rows={rows.map((row) => ({
            key: row.homework,
            cells: [
              reviews && row.attempt ? (
                <Link to={`review/${row.homework}`}>{row.student.full_name}</Link>
              ) : (
                row.student.full_name
              ),
              <State key="state" row={row} />,
              row.score === null ? "–" : formatScore(row.score),
              String(row.attempts),
              acts(row),
            ],
          }))}
        />
      ) : (
        <p class="empty">{texts.nobody}</p>
      )}
      {extended ? (
        <ExtendHomework homework={extended} me={me} close={() => setExtended(undefined)} given={changed} />
      ) : null}
      {rescored ? <RescoreAttempt attempt={rescored} close={() => setRescored(undefined)} changed={changed} /> : null}
    </section>
  );
}

/** The score, or where it is by now. */
function Figure({ row }: { row: Result }) {
  const texts = homeworkWords.use();
  return (
    <span class="state">
      <Icon name={ICONS[row.state] ?? "clock"} />
      {row.score === null ? (texts.states[row.state] ?? row.state) : formatScore(row.score)}
    </span>
  );
}

/** Where it is by now, and why it waits. */
function State({ row }: { row: Result }) {
  const texts = homeworkWords.use();
  const { reasons } = useWords().teacher.review;
  const why =
    row.state === "needs_review"
      ? new Set([row.verdict, ...row.flags].map((code) => reasons[code]).filter(Boolean))
      : [];
  return (
    <span>
      <Icon name={ICONS[row.state] ?? "clock"} /> {texts.states[row.state] ?? row.state}
      {row.late ? ` · ${texts.isLate}` : ""}
      {[...why].map((line) => (
        <span key={line} class="quiet small">
          {" "}
          {line}
        </span>
      ))}
    </span>
  );
}
