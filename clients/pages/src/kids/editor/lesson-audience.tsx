/** For which class of small children a lesson is, which skills it trains, kept with each change; and whether it is long. */

import type { Answer } from "@talim/client";
import { useEffect, useRef, useState } from "preact/hooks";
import { asForm } from "../../learning/editor/block-form.ts";
import { talim } from "../../talim.ts";
import { ChecksField, SelectField } from "../../ui/form/choice-fields.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { activityWords } from "./words/index.ts";

type Training = Answer<"/skills/lessons/{id}/", "get">;
type Skills = Answer<"/skills/", "get">["skills"];

/** `isSaved`: the server has all that is written. */
export function LessonAudience({ lesson, isSaved }: { lesson: string; isSaved: boolean }) {
  const loaded = useLoad(
    () =>
      Promise.all([talim.api.get("/skills/lessons/{id}/", { path: { id: lesson } }), talim.api.get("/skills/", {})]),
    [lesson],
  );
  return (
    <>
      <LongLesson lesson={lesson} isSaved={isSaved} />
      <Loading of={loaded}>
        {([training, { skills }]) => <Audience key={lesson} lesson={lesson} begun={training} skills={skills} />}
      </Loading>
    </>
  );
}

/** A sentence where a child would play longer than small children sit. It is asked for again when the lesson was saved. */
function LongLesson({ lesson, isSaved }: { lesson: string; isSaved: boolean }) {
  const texts = activityWords.use();
  const { value, reload } = useLoad(() => talim.api.get("/skills/lessons/{id}/", { path: { id: lesson } }), [lesson]);
  const wasSaved = useRef(isSaved);
  useEffect(() => {
    if (isSaved && !wasSaved.current) reload();
    wasSaved.current = isSaved;
  }, [isSaved, reload]);
  if (!value?.play_minutes || value.play_minutes <= value.most_play_minutes) return null;
  return <p class="warn">{texts.tooLong(value.play_minutes, value.most_play_minutes)}</p>;
}

interface Values {
  class: string;
  skills: string[];
}

function Audience({ lesson, begun, skills }: { lesson: string; begun: Training; skills: Skills }) {
  const texts = activityWords.use();
  const [values, setValues] = useState<Values>({
    class: begun.content_class ?? "",
    skills: begun.skills.map(({ skill }) => skill.id),
  });
  const [problem, setProblem] = useState<unknown>();
  const sending = useRef(Promise.resolve());
  const weights = new Map(begun.skills.map(({ skill, weight }) => [skill.id, weight]));
  const send = async (next: Values) => {
    const body = {
      content_class: (next.class || null) as Training["content_class"],
      languages: begun.languages,
      devices: begun.devices,
      skills: next.skills.map((skill) => ({ skill, weight: weights.get(skill) ?? 1 })),
    };
    await talim.api.put("/skills/lessons/{id}/", { path: { id: lesson }, body }).then(
      () => setProblem(undefined),
      (reason: unknown) => setProblem(() => reason),
    );
  };
  const change = (next: Values) => {
    setValues(next);
    // One after the other: the last one holds.
    sending.current = sending.current.then(() => send(next));
  };
  const form = asForm(values, change);
  return (
    <section aria-label={texts.audience}>
      <h2>{texts.audience}</h2>
      <SelectField
        of={form}
        name="class"
        label={texts.forClass}
        hint={texts.audienceHelp}
        options={[
          { value: "", label: texts.forNobody },
          ...Object.entries(texts.classes).map(([value, label]) => ({ value, label })),
        ]}
      />
      <ChecksField
        of={form}
        name="skills"
        label={texts.trained}
        options={skills
          .filter(({ kind }) => kind !== "area")
          .map(({ id, name }) => ({ value: id, label: readTranslated(name) }))}
      />
      {problem ? <Problem error={problem} again={() => change(values)} /> : null}
    </section>
  );
}
