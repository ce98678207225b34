/** By which rubric the works for an assignment are judged: read, and chosen by its teacher. */

import { useEffect } from "preact/hooks";
import { hasPermission } from "../../office/permissions.ts";
import { talim, type Person } from "../../talim.ts";
import { SelectField, type Option } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm, type FormState, type Values } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Link } from "../../router.tsx";
import { useWords } from "../../words/index.ts";
import { rubricWritingWords } from "../rubric-writing/words/index.ts";
import type { Rubric } from "./rubric-data.ts";
import { fetchRubricsOf } from "./rubric-lists.ts";
import { RubricView } from "./rubric-view.tsx";

interface AssignmentRubricProps {
  assignment: { id: string; group: string | null; course: string | null };
  me: Person;
}

export function AssignmentRubric({ assignment, me }: AssignmentRubricProps) {
  if (!hasPermission(me, "grading.write")) return null;
  return <LoadedRubric assignment={assignment} />;
}

function LoadedRubric({ assignment }: Omit<AssignmentRubricProps, "me">) {
  const texts = rubricWritingWords.use();
  const path = { id: assignment.id };
  const loaded = useLoad(async () => {
    const [{ rubric }, rubrics] = await Promise.all([
      talim.api.get("/grading/assignments/{id}/rubric/", { path }),
      fetchRubricsOf(assignment),
    ]);
    return { rubric, rubrics };
  }, [assignment.id]);
  return (
    <section class="rubric" aria-labelledby="assignment-rubric">
      <h2 id="assignment-rubric">{texts.rubric}</h2>
      <Loading of={loaded}>
        {({ rubric, rubrics }) => (
          <>
            <p>{rubric ? texts.chosenRubric(rubric.name) : texts.none}</p>
            {rubric ? (
              <details>
                <summary>
                  {texts.criteria}: {rubric.criteria.length}
                </summary>
                <RubricView criteria={rubric.criteria} />
              </details>
            ) : null}
            <RubricForm
              key={rubric?.id}
              assignment={assignment.id}
              rubric={rubric}
              rubrics={rubrics}
              done={(chosen) => loaded.replace({ rubric: chosen, rubrics })}
            />
          </>
        )}
      </Loading>
    </section>
  );
}

interface RubricFormProps {
  assignment: string;
  rubric: Rubric | null;
  rubrics: Rubric[];
  done: (rubric: Rubric | null) => void;
}

function RubricForm({ assignment, rubric, rubrics, done }: RubricFormProps) {
  const words = useWords();
  const texts = rubricWritingWords.use();
  const form = useForm({
    initial: { rubric: rubric?.id ?? "" },
    send: async (values) => {
      const body = { rubric: values.rubric || null };
      await talim.api.put("/grading/assignments/{id}/rubric/", { path: { id: assignment }, body });
      return rubrics.find(({ id }) => id === values.rubric) ?? (values.rubric ? rubric : null);
    },
    onDone: (chosen) => {
      showNotice(texts.rubricSet);
      done(chosen);
    },
  });
  const archived = rubric && !rubrics.some(({ id }) => id === rubric.id) ? [toOption(rubric)] : [];
  if (!rubrics.length && !archived.length)
    return (
      <p>
        <Link to="rubrics">{texts.rubricsHere}</Link>
      </p>
    );
  return (
    <Form of={form} word={words.form.save} label={texts.rubric}>
      <RubricSelect of={form} options={[...archived, ...rubrics.map(toOption)]} />
      <p>
        <Link to="rubrics">{texts.rubricsHere}</Link>
      </p>
    </Form>
  );
}

const toOption = ({ id, name }: Rubric): Option => ({ value: id, label: name });

function RubricSelect<T extends Values & { rubric: string }>({
  of: form,
  options,
}: {
  of: FormState<T>;
  options: Option[];
}) {
  const texts = rubricWritingWords.use();
  const plain = form as unknown as FormState<Values>;
  return (
    <SelectField
      of={plain}
      name="rubric"
      label={texts.rubric}
      hint={texts.rubricHelp}
      options={[{ value: "", label: texts.noRubric }, ...options]}
    />
  );
}

/** Where homework is given: the rubrics for this group, or those of the centre for several. */
export function GivenRubricField<T extends Values & { rubric: string }>({
  of: form,
  group,
  me,
}: {
  of: FormState<T>;
  group: string | null;
  me: Person;
}) {
  const mayChoose = hasPermission(me, "grading.write");
  const rubrics = useLoad(async () => (mayChoose ? fetchRubricsOf({ group: group ?? "", course: null }) : []), [group]);
  const options = (rubrics.value ?? []).map(toOption);
  const isForeign =
    rubrics.value !== undefined && !rubrics.stale && !options.some(({ value }) => value === form.values.rubric);
  useEffect(() => {
    if (isForeign && form.values.rubric) (form as unknown as FormState<Values>).set("rubric", "");
  }, [isForeign]);
  return options.length ? <RubricSelect of={form} options={options} /> : null;
}
