/** Appeals against grades that wait for this teacher, and those that were answered last. */

import { useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextArea, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useEvents } from "../../ui/stream.ts";
import { appealWords } from "../appeals/words/index.ts";
import { AppealText, type Appeal } from "../appeals.tsx";
import type { ItemReason } from "../grade-data.ts";
import { formatPoints, readNumber } from "../points.ts";

/** A message tells of each appeal. */
const EVENTS = ["notification.created"] as const;
const SHOWN = 50;
const SHOWN_ANSWERED = 10;
const LONGEST_ANSWER = 500;

export function GradeAppealsPage({ me }: PageProps) {
  const texts = appealWords.use();
  const waiting = useLoad(
    () => talim.api.get("/grading/appeals/", { query: { for_me: true, ordering: "created_at", page_size: SHOWN } }),
    [],
  );
  const answered = useLoad(
    () => talim.api.get("/grading/appeals/", { query: { is_open: false, page_size: SHOWN_ANSWERED } }),
    [],
  );
  const [opened, setOpened] = useState<Appeal | undefined>();
  const reload = () => {
    waiting.reload();
    answered.reload();
  };
  useEvents(talim.realtime.own, EVENTS, waiting.reload);
  return (
    <>
      <h1>{texts.title}</h1>
      <Loading of={waiting}>
        {({ results, count }) =>
          results.length ? (
            <section aria-label={texts.waiting}>
              <h2>{`${texts.waiting}: ${count}`}</h2>
              <ul class="cards">
                {results.map((appeal) => (
                  <AppealCard key={appeal.id} appeal={appeal} me={me} answer={() => setOpened(appeal)} />
                ))}
              </ul>
            </section>
          ) : (
            <Empty drawing="done" text={texts.none} />
          )
        }
      </Loading>
      <Loading of={answered}>
        {({ results }) =>
          results.length ? (
            <section aria-label={texts.answered}>
              <h2>{texts.answered}</h2>
              <ul class="cards">
                {results.map((appeal) => (
                  <AppealCard key={appeal.id} appeal={appeal} me={me} />
                ))}
              </ul>
            </section>
          ) : null
        }
      </Loading>
      {opened ? (
        <Drawer title={opened.student.full_name} close={() => setOpened(undefined)} holdsBack>
          <AppealAnswer
            appeal={opened}
            me={me}
            close={() => setOpened(undefined)}
            onDone={() => {
              setOpened(undefined);
              showNotice(texts.saved(opened.student.full_name));
              reload();
            }}
          />
        </Drawer>
      ) : null}
    </>
  );
}

function AppealCard({ appeal, me, answer }: { appeal: Appeal; me: Person; answer?: () => void }) {
  const texts = appealWords.use();
  return (
    <li class="card">
      <strong>{appeal.student.full_name}</strong>
      <p>
        {appeal.item_name} · <Link to={`gradebook/${appeal.gradebook}`}>{appeal.title}</Link>
      </p>
      <AppealText appeal={appeal} me={me} />
      {answer ? (
        <button type="button" class="main" onClick={answer}>
          {texts.answer} <span class="unseen">{`${appeal.student.full_name}, ${appeal.item_name}`}</span>
        </button>
      ) : null}
    </li>
  );
}

interface AnswerProps {
  appeal: Appeal;
  me: Person;
  close: () => void;
  onDone: () => void;
}

/** What counts there now, and the answer. */
function AppealAnswer({ appeal, me, close, onDone }: AnswerProps) {
  const path = { id: appeal.gradebook, student_id: appeal.student.id };
  const loaded = useLoad(() => talim.api.get("/grading/gradebooks/{id}/grades/{student_id}/", { path }), [appeal.id]);
  return (
    <>
      <p>{appeal.item_name}</p>
      <AppealText appeal={appeal} me={me} />
      <Loading of={loaded}>
        {({ categories }) => {
          const item = categories.flatMap(({ items }) => items).find(({ id }) => id === appeal.item);
          return <AnswerForm appeal={appeal} item={item} reload={loaded.reload} close={close} onDone={onDone} />;
        }}
      </Loading>
    </>
  );
}

function AnswerForm({
  appeal,
  item,
  reload,
  close,
  onDone,
}: Omit<AnswerProps, "me"> & { item: ItemReason | undefined; reload: () => void }) {
  const texts = appealWords.use();
  const form = useForm({
    initial: { decision: item ? "" : "decline", points: "", answer: "" },
    check: ({ decision, points }): { points?: string } =>
      decision === "grant" && points && readNumber(points) === undefined ? { points: texts.wrongPoints } : {},
    send: async ({ decision, points, answer }, idempotencyKey) => {
      const written = item?.entries.filter(({ is_result: isResult }) => !isResult).at(-1);
      const body = {
        answer,
        points: decision === "grant" ? (readNumber(points) ?? null) : null,
        last: written?.id ?? null,
      };
      try {
        return await talim.api.post("/grading/appeals/{id}/answer/", { path: { id: appeal.id }, body, idempotencyKey });
      } catch (error) {
        // The next try is about what counts now.
        if (error instanceof ApiError && error.code === "grade_changed") reload();
        throw error;
      }
    },
    onDone,
  });
  return (
    <Form of={form} word={texts.save} label={texts.of(appeal.item_name)} close={close}>
      <p>
        {!item
          ? texts.gone
          : item.points === null
            ? texts.noPoints
            : texts.counts(formatPoints(item.points), formatPoints(item.max_points))}
      </p>
      {item ? (
        <ChoiceField
          of={form}
          name="decision"
          label={texts.decision}
          options={(["grant", "decline"] as const).map((value) => ({ value, label: texts.decisions[value] }))}
          required
        />
      ) : null}
      {form.values.decision === "grant" ? (
        <TextField of={form} name="points" label={texts.points} inputMode="decimal" maxLength={12} required />
      ) : null}
      <TextArea
        of={form}
        name="answer"
        label={texts.yourAnswer}
        hint={texts.answerHelp}
        maxLength={LONGEST_ANSWER}
        required
      />
    </Form>
  );
}
