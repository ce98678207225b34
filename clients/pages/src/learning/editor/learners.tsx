/** Who learns the course, how far they are; the office adds people, freezes and ends. */

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Answer, Events, Stream } from "@talim/client";
import { formatDay } from "../../format.ts";
import { hasPermission } from "../../office/permissions.ts";
import { SearchField } from "../../office/search.tsx";
import { talim, type Person } from "../../talim.ts";
import { throttleTrailing } from "../../throttle.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DateField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PickManyField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { ShowMore } from "../../ui/show-more.tsx";
import { onStreamChange, useEvents, useStream } from "../../ui/stream.ts";
import { parseFieldValue } from "../../ui/datetime-field.ts";
import { useWords } from "../../words/index.ts";
import { InvitationLinks } from "./invitation-links.tsx";
import { editorWords } from "./words/index.ts";
import type { CourseDraft } from "./data.ts";

type Enrollment = Answer<"/courses/enrollments/", "get">["results"][number];
type Rows = Answer<"/courses/enrollments/", "post">["rows"];

const EVENTS = ["course.progress", "enrolment.changed"] as const;
const PAGE_SIZE = 30;
/** Changes within this time (ms) lead to one reload. */
const REFRESH_DELAY_MS = 1_000;

export function Learners({ draft, me }: { draft: CourseDraft; me: Person }) {
  const texts = editorWords.use();
  const { course } = draft;
  const [search, setSearch] = useState("");
  const [state, setState] = useState<Enrollment["state"] | "">("");
  const [shown, setShown] = useState(PAGE_SIZE);
  const [progress, setProgress] = useState<ReadonlyMap<string, number>>(new Map());
  const learners = useLoad(
    () =>
      fetchRows(shown, (page) =>
        talim.api.get("/courses/enrollments/", {
          query: { course, page, page_size: PAGE_SIZE, ...(search ? { search } : {}), ...(state ? { state } : {}) },
        }),
      ),
    [course, search, state, shown],
  );
  const refresh = useMemo(() => throttleTrailing(learners.reload, REFRESH_DELAY_MS), [learners.reload]);
  useEffect(() => refresh.cancel, [refresh]);
  const wall = useStream("course_wall", course);
  useEvents(wall, EVENTS, (event) => {
    if (event?.type !== "course.progress") return refresh.schedule();
    const { enrolment, progress: percent } = event.data as Events["course.progress"];
    setProgress((known) => new Map([...known, [enrolment, percent]]));
  });
  const changed = (text: string) => {
    showNotice(text);
    learners.reload();
  };
  const manages = hasPermission(me, "learning.manage");
  const narrow = (work: () => void) => {
    setShown(PAGE_SIZE);
    work();
  };
  return (
    <>
      <InvitationLinks course={course} me={me} />
      {manages ? <AddLearners course={course} me={me} onDone={(n) => changed(texts.learnersAdded(n))} /> : null}
      <div class="filters">
        <SearchField label={texts.findLearner} onSearch={(text) => narrow(() => setSearch(text))} />
        <select
          aria-label={texts.state}
          onChange={({ currentTarget: { value } }) => narrow(() => setState(value as typeof state))}
        >
          <option value="">{`${texts.state}: ${texts.anyState}`}</option>
          {Object.entries(texts.states).map(([value, word]) => (
            <option key={value} value={value} selected={value === state}>
              {word}
            </option>
          ))}
        </select>
      </div>
      <Loading of={learners}>
        {({ rows, hasMore }) => (
          <>
            {rows.length ? (
              <ul class="rows learners">
                {rows.map((one) => (
                  <li key={one.id}>
                    <Learner
                      of={{ ...one, progress: Math.max(one.progress, progress.get(one.id) ?? 0) }}
                      me={me}
                      manages={manages}
                      onDone={changed}
                    />
                  </li>
                ))}
              </ul>
            ) : (
              <p class="empty">{search || state ? texts.noSuchLearners : texts.noLearners}</p>
            )}
            <ShowMore when={hasMore} off={learners.stale} show={() => setShown(shown + PAGE_SIZE)} />
          </>
        )}
      </Loading>
      <LessonCounts draft={draft} wall={wall} />
    </>
  );
}

/** The first rows of a list, so many at least. */
async function fetchRows(
  count: number,
  fetchPage: (page: number) => Promise<Answer<"/courses/enrollments/", "get">>,
): Promise<{ rows: Enrollment[]; hasMore: boolean }> {
  const rows: Enrollment[] = [];
  for (let page = 1; ; page += 1) {
    const { results, next } = await fetchPage(page);
    rows.push(...results);
    if (!next || rows.length >= count) return { rows, hasMore: next !== null };
  }
}

/** How many began each published lesson, and how many have done it; it moves by itself. */
function LessonCounts({ draft, wall }: { draft: CourseDraft; wall: Stream<"course_wall"> | undefined }) {
  const texts = editorWords.use();
  const [, draw] = useState(0);
  useEffect(() => (wall ? onStreamChange(wall, () => draw((n) => n + 1)) : undefined), [wall]);
  const titles = new Map(draft.modules.flatMap(({ lessons }) => lessons.map(({ id, title }) => [id, title] as const)));
  const known = (wall?.state?.lessons ?? []).filter(({ lesson }) => titles.has(lesson));
  if (!known.length) return null;
  return (
    <details class="lesson-counts">
      <summary>{texts.byLesson}</summary>
      <ol class="rows">
        {known.map(({ lesson, learners, done }) => (
          <li key={lesson}>
            <span>
              {titles.get(lesson)} <span class="quiet small">{texts.lessonLearners(learners, done)}</span>
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

interface LearnerProps {
  of: Enrollment;
  me: Person;
  manages: boolean;
  onDone: (text: string) => void;
}

function Learner({ of: one, me, manages, onDone }: LearnerProps) {
  const words = useWords();
  const texts = editorWords.use();
  const path = { id: one.id };
  const isOpen = one.state === "active" || one.state === "frozen";
  const state = [
    texts.states[one.state] ?? one.state,
    ...(one.until ? [texts.until(formatDay(one.until, me.zone, words))] : []),
    ...(one.reason ? [one.reason] : []),
  ];
  return (
    <>
      <span>
        <strong>{one.user.full_name}</strong>
        <span class="quiet small">
          {state.join(" · ")} · {one.progress} %
        </span>
        <progress value={one.progress} max={100} aria-label={texts.progressOf(one.user.full_name)} />
      </span>
      {manages && isOpen ? (
        <span class="buttons">
          <ActButton
            class="plain"
            word={one.state === "active" ? texts.freeze : texts.unfreeze}
            act={() =>
              talim.api.patch("/courses/enrollments/{id}/", {
                path,
                body: { state: one.state === "active" ? "frozen" : "active" },
              })
            }
            onDone={() => onDone(words.form.saved)}
          />
          <EndLearning of={one} onDone={onDone} />
        </span>
      ) : null}
    </>
  );
}

function EndLearning({ of: one, onDone }: { of: Enrollment; onDone: (text: string) => void }) {
  const texts = editorWords.use();
  const form = useForm<{ reason: string }, Enrollment>({
    initial: { reason: "" },
    send: ({ reason }) => talim.api.post("/courses/enrollments/{id}/end/", { path: { id: one.id }, body: { reason } }),
    onDone: () => onDone(texts.ended(one.user.full_name)),
  });
  return (
    <details>
      <summary>{texts.end}</summary>
      <Form of={form} word={texts.end} label={texts.endOf(one.user.full_name)}>
        <TextField of={form} name="reason" label={texts.reason} required />
      </Form>
    </details>
  );
}

/** First it is said what would happen; then the same is done. */
function AddLearners({ course, me, onDone }: { course: string; me: Person; onDone: (count: number) => void }) {
  const texts = editorWords.use();
  const [rows, setRows] = useState<Rows | undefined>();
  const form = useForm<{ people: Pick[]; until: string }, Rows>({
    initial: { people: [], until: "" },
    send: async ({ people, until }) => {
      const body = {
        course,
        users: people.map(({ id }) => id),
        until: until ? parseFieldValue(`${until}T23:59`, me.zone) : null,
        dry_run: !rows,
      };
      return (await talim.api.post("/courses/enrollments/", { body })).rows;
    },
    onDone: (answer) => {
      if (!rows) return setRows(answer);
      setRows(undefined);
      form.reset();
      onDone(answer.filter(({ status }) => status === "enrolled").length);
    },
  });
  const names = new Map(form.values.people.map(({ id, label }) => [id, label]));
  const fresh = rows?.filter(({ status }) => status === "enrolled").length;
  return (
    <details class="add-learners">
      <summary>{texts.addLearners}</summary>
      <Form
        of={form}
        word={rows ? texts.enrol(fresh ?? 0) : texts.check}
        label={texts.addLearners}
        {...(rows ? { close: () => setRows(undefined) } : {})}
      >
        {rows ? (
          <ul class="rows">
            {rows.map(({ user, status }) => (
              <li key={user}>
                <span>
                  {names.get(user)} <span class="quiet small">{texts.enrolResults[status] ?? status}</span>
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <>
            <PickManyField of={form} name="people" label={texts.people} find={findPeople()} required />
            <DateField of={form} name="until" label={texts.learnUntil} />
          </>
        )}
      </Form>
    </details>
  );
}
