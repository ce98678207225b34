/** What single learners have more at a quiz than the others, and why. */

import { useEffect } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime } from "../../format.ts";
import { parseFieldValue, toFieldValue } from "../../ui/datetime-field.ts";
import { fetchMembers } from "../../courses/teacher/members.tsx";
import { MomentField } from "../../ui/moment-field.tsx";
import { talim, type Person } from "../../talim.ts";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, type FindPicks, type Pick } from "../../ui/form/pick-field.tsx";
import { findPupils } from "../../ui/form/picks.ts";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import type { Quiz } from "./quiz-data.ts";

type Extension = Answer<"/quizzes/{id}/extensions/", "get">[number];
/** Fields of the form; an interface would have no index of its own. */
type Fields = {
  learner: Pick | null;
  extra_percent: number | null;
  extra_attempts: number | null;
  closes_at: string;
  reason: string;
};

const EMPTY: Fields = { learner: null, extra_percent: null, extra_attempts: null, closes_at: "", reason: "" };

export function Extensions({ quiz, me }: { quiz: Quiz; me: Person }) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const path = { id: quiz.id };
  const given = useLoad(() => talim.api.get("/quizzes/{id}/extensions/", { path }), [quiz.id]);
  const form = useForm<Fields, Extension>({
    initial: EMPTY,
    check: ({ extra_percent, extra_attempts, closes_at }) =>
      extra_percent || extra_attempts || closes_at ? {} : { extra_percent: texts.giveSomething },
    send: ({ learner, extra_percent, extra_attempts, closes_at, reason }) =>
      talim.api.put("/quizzes/{id}/extensions/{user_id}/", {
        path: { ...path, user_id: learner?.id ?? "" },
        body: {
          extra_percent: extra_percent ?? 0,
          extra_attempts: extra_attempts ?? 0,
          closes_at: parseFieldValue(closes_at, me.zone),
          reason,
        },
      }),
    onDone: ({ learner }) => {
      showNotice(texts.extended(learner.full_name));
      form.reset();
      given.reload();
    },
  });
  // What is given replaces what was given: the form begins with it.
  const chosen = form.values.learner?.id;
  useEffect(() => {
    const row = given.value?.find(({ learner }) => learner.id === chosen);
    if (!row) return;
    form.set("extra_percent", row.extra_percent || null);
    form.set("extra_attempts", row.extra_attempts || null);
    form.set("closes_at", toFieldValue(row.closes_at, me.zone));
    form.set("reason", row.reason);
  }, [chosen]);
  const describe = ({ extra_percent, extra_attempts, closes_at, reason }: Extension) =>
    [
      ...(extra_percent ? [texts.moreTime(extra_percent)] : []),
      ...(extra_attempts ? [texts.moreTries(extra_attempts)] : []),
      ...(closes_at ? [texts.closesOn(formatDayTime(closes_at, me.zone, words))] : []),
      reason,
    ].join(" · ");
  return (
    <>
      <p class="quiet">{texts.extensionsHelp}</p>
      <Loading of={given}>
        {(rows) =>
          rows.length ? (
            <ul class="rows">
              {rows.map((row) => (
                <li key={row.learner.id}>
                  <span>
                    <strong>{row.learner.full_name}</strong>
                    <span class="quiet small">{describe(row)}</span>
                  </span>
                </li>
              ))}
            </ul>
          ) : null
        }
      </Loading>
      <Form of={form} word={texts.extend} label={texts.extensions} here={{ not_found: texts.notALearner }}>
        <PickField of={form} name="learner" label={texts.learner} find={findLearners(quiz, me)} required />
        <FieldRow>
          <NumberField of={form} name="extra_percent" label={texts.extraPercent} min={0} max={400} />
          <NumberField of={form} name="extra_attempts" label={texts.extraTries} min={0} max={20} />
        </FieldRow>
        <MomentField of={form} name="closes_at" label={texts.ownClosing} />
        <TextField of={form} name="reason" label={texts.reason} maxLength={500} required />
      </Form>
    </>
  );
}

/** Whom the quiz is for: the pupils of its group, the learners of its course, everybody. */
function findLearners(quiz: Quiz, me: Person): FindPicks {
  const { group } = quiz;
  if (group) {
    return async (typed) => {
      const wanted = typed.toLocaleLowerCase();
      const members = await fetchMembers(group);
      return members
        .filter(({ full_name }) => full_name.toLocaleLowerCase().includes(wanted))
        .map(({ id, full_name }) => ({ id, label: full_name }));
    };
  }
  if (quiz.course) {
    const { course } = quiz;
    return async (typed) => {
      const { results } = await talim.api.get("/courses/enrollments/", {
        query: { course, page_size: 12, ...(typed ? { search: typed } : {}) },
      });
      return results.map(({ user }) => ({ id: user.id, label: user.full_name }));
    };
  }
  return findPupils(me);
}
