/** Give homework to groups or some pupils: what is asked for, shown as pupils will meet it before it goes out. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { rest } from "@talim/client";
import { getDraft, saveDraft } from "../../drafts.ts";
import { describeError } from "../../errors.ts";
import { GivenRubricField } from "../../grading/rubrics/assignment-rubric.tsx";
import { fetchAllPages } from "../../office/all-pages.ts";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { ChecksField, SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm, type FormState } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { rubricWritingWords } from "../../grading/rubric-writing/words/index.ts";
import { homeworkWords } from "./words/index.ts";
import { AssignmentPreview, type Preview } from "./assignment-preview.tsx";
import { giveHomework } from "./give-homework.ts";
import { ModelAudioFields } from "./model-audio-fields.tsx";
import { findMomentError } from "../../ui/moment-field.tsx";
import { canBeHeard } from "./submission-kinds.ts";
import { MoreTaskFields, TaskFields } from "./task-fields.tsx";
import { buildTask, EMPTY_TASK, KINDS, TEXT_NAMES, type TaskValues } from "./task-values.ts";

/** Under which name what is typed here is kept until it is given. */
const DRAFT_NAME = "give";

type GiveValues = TaskValues & {
  groups: string[];
  audience: "all" | "some";
  students: string[];
  rubric: string;
};

interface Props {
  me: Person;
  /** For this lesson of this group, where one comes from there. */
  asked: { group: string; lesson: string } | undefined;
  /** `here`: this form is still before her. `pupils`: how many have it, where it is not for whole groups. */
  given: (here: boolean, pupils: number | null) => void;
  /** Show this form, or put it away. */
  open: (is: boolean) => void;
}

export function AssignHomework(props: Props) {
  const words = useWords();
  const groups = useLoad(async () => {
    const query = { teacher: props.me.id, status: "active" as const, page_size: 100, ordering: "name" };
    return (await talim.api.get("/courses/groups/", { query })).results;
  }, []);
  return (
    <Loading of={groups}>
      {(all) =>
        all.length ? <AssignHomeworkForm {...props} groups={all} /> : <p class="empty">{words.teacher.noGroups}</p>
      }
    </Loading>
  );
}

interface FormProps extends Props {
  groups: rest.GroupOut[];
}

function AssignHomeworkForm({ me, groups, asked, given, open }: FormProps) {
  const words = useWords();
  const w = words.teacher.give;
  const texts = homeworkWords.use();
  const marking = rubricWritingWords.use();
  const [audio, setAudio] = useState<Blob | null>(null);
  const [speaking, setSpeaking] = useState(false);
  const seen = useRef(true);
  useEffect(() => () => void (seen.current = false), []);
  const first = groups.some(({ id }) => id === asked?.group) ? asked?.group : groups[0]?.id;
  const form = useForm<GiveValues, number | null>({
    draft: DRAFT_NAME,
    initial: {
      ...EMPTY_TASK,
      lesson: asked?.lesson ?? "",
      groups: first ? [first] : [],
      audience: "all",
      students: [],
      rubric: "",
    },
    check: (values) => {
      const deadline = findMomentError(values.deadline, me.zone, words);
      // The list of pupils may still be on its way: only then does its field not say so itself.
      const unchosen = values.audience === "some" && values.groups.length === 1 && !values.students.length;
      return {
        ...(deadline ? { deadline } : {}),
        ...(speaking ? { audio: texts.stillSpeaking } : {}),
        ...(unchosen ? { students: words.form.required } : {}),
      };
    },
    send: async (values, key) => {
      const { kind, audience, rubric, groups: chosen } = values;
      const task = buildTask({ ...values, lesson: chosen.length === 1 ? values.lesson : "" }, me.zone);
      const students = audience === "some" && chosen.length === 1 ? values.students : null;
      try {
        const sent = {
          kind,
          task,
          groups: chosen,
          students,
          audio: canBeHeard(kind) ? audio : null,
          rubric: rubric || null,
          key,
        };
        for (const { what, error } of await giveHomework(sent)) {
          const parts = { audio: texts.modelAudio, rubric: marking.rubric };
          const name =
            what in parts
              ? parts[what as keyof typeof parts]
              : (groups.find(({ id }) => id === what)?.name ?? task.title);
          showNotice(words.teacher.notDone(name, describeError(error, words).text));
        }
      } catch (reason) {
        if (!seen.current) showNotice(words.teacher.notDone(task.title, describeError(reason, words).text));
        throw reason;
      }
      return students && students.length;
    },
    onDone: (pupils) => given(seen.current, pupils),
  });
  const { kind, groups: chosen } = form.values;
  const cancel = () => {
    const typed = getDraft(DRAFT_NAME);
    const back = () => {
      saveDraft(DRAFT_NAME, typed);
      open(true);
    };
    saveDraft(DRAFT_NAME, null);
    open(false);
    if (typed["json"] && isBegun(form.values)) showNotice(w.dropped, { label: words.recorder.undo, run: back });
  };
  return (
    <Form of={form} word={w.go} close={cancel} label={w.begin}>
      <ChecksField
        of={form}
        name="groups"
        label={texts.groups}
        required
        options={groups.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {chosen.length === 1 && chosen[0] ? <PupilFields of={form} group={chosen[0]} /> : null}
      <SelectField
        of={form}
        name="kind"
        label={w.kind}
        options={KINDS.map((value) => ({ value, label: w.kinds[value] }))}
        required
      />
      <TaskFields of={form} me={me} deadlineLabel={w.deadline} />
      <GivenRubricField of={form} group={chosen.length === 1 && chosen[0] ? chosen[0] : null} me={me} />
      <MoreTaskFields of={form} me={me} {...(chosen.length === 1 && chosen[0] ? { group: chosen[0] } : {})} />
      {canBeHeard(kind) ? (
        <details>
          <summary>{texts.modelAudio}</summary>
          <p class="quiet">{texts.modelHelp}</p>
          <ModelAudioFields audio={audio} put={setAudio} speaking={setSpeaking} />
        </details>
      ) : null}
      {form.errors["audio"] ? <p class="wrong">{form.errors["audio"]}</p> : null}
      <PreviewButton values={form.values} />
    </Form>
  );
}

/** Everybody of the group, or some of it. */
function PupilFields({ of: form, group }: { of: FormState<GiveValues>; group: string }) {
  const texts = homeworkWords.use();
  const some = form.values.audience === "some";
  return (
    <>
      <SelectField
        of={form}
        name="audience"
        label={texts.audience}
        options={[
          { value: "all", label: texts.everybody },
          { value: "some", label: texts.some },
        ]}
        required
      />
      {some ? <MemberChecks of={form} group={group} /> : null}
    </>
  );
}

function MemberChecks({ of: form, group }: { of: FormState<GiveValues>; group: string }) {
  const texts = homeworkWords.use();
  const members = useLoad(async () => {
    const path = { id: group };
    const all = await fetchAllPages((page) =>
      talim.api.get("/courses/groups/{id}/members/", { path, query: { open: true, page_size: 100, page } }),
    );
    return all
      .map(({ student }) => ({ value: student.id, label: student.full_name }))
      .sort((a, b) => a.label.localeCompare(b.label));
  }, [group]);
  return (
    <Loading of={members}>
      {(options) => <ChecksField of={form} name="students" label={texts.pupils} options={options} required />}
    </Loading>
  );
}

function PreviewButton({ values }: { values: GiveValues }) {
  const w = useWords().teacher.give;
  const [preview, setPreview] = useState<Preview | null>(null);
  const { kind, language } = values;
  const name = TEXT_NAMES[kind];
  const text = values[name];
  useEffect(() => setPreview(null), [kind, language, text]);
  const look = () => {
    const body = { kind, language: language as rest.PreviewIn["language"], [name]: text };
    return retryAfterSignIn(() => talim.api.post("/homework/assignments/preview/", { body }));
  };
  return (
    <>
      <ActButton word={w.preview} act={look} onDone={setPreview} />
      {preview ? (
        <AssignmentPreview
          of={preview}
          task={{ kind, language, instructions: "", question: "", reference_text: "", [name]: text }}
        />
      ) : null}
    </>
  );
}

function isBegun({ title, reference_text, question, instructions }: GiveValues): boolean {
  return Boolean(title || reference_text || question || instructions);
}
