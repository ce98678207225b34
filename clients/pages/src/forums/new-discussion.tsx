/** A new discussion: in a forum that is chosen, or under a lesson of a course and a moment of its video. */

import { talim } from "../talim.ts";
import { SelectField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextField } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { showNotice } from "../ui/notices.tsx";
import { forumWords } from "./words/index.ts";
import { NO_TEXT, readText, TextFields, type TextValues } from "./composer.tsx";
import { formatSecond, getRefusals, nameForum, parseSecond, type Discussion, type Forum } from "./data.ts";

interface Values extends TextValues {
  forum: string;
  kind: Discussion["kind"];
  title: string;
  second: string;
}

interface NewDiscussionProps {
  /** Those in which one may write. */
  forums: Forum[];
  /** The forum that is chosen at first. */
  forum?: string | undefined;
  /** The lesson that it is about, and where its video is now; then it is a question in the one forum. */
  lesson?: { id: string; hasVideo: boolean; second?: number | undefined };
  onDone: (discussion: Discussion) => void;
  close: () => void;
}

export function NewDiscussion({ forums, forum, lesson, onDone, close }: NewDiscussionProps) {
  const texts = forumWords.use();
  const first = forums.find(({ id }) => id === forum) ?? forums[0];
  const form = useForm<Values, Discussion>({
    initial: {
      ...NO_TEXT,
      forum: first?.id ?? "",
      kind: "question",
      title: "",
      second: formatSecond(lesson?.second ?? null),
    },
    draft: `discussion ${lesson?.id ?? ""}`,
    check: ({ second }) => (Number.isNaN(parseSecond(second)) ? { second: texts.secondWrong } : {}),
    send: (values, idempotencyKey) => {
      const { forum: place, kind, title, second } = values;
      const at = lesson ? { lesson: lesson.id, second: parseSecond(second) } : {};
      return talim.api.post("/discussions/", {
        body: { ...readText(values), forum: place, kind, title, ...at },
        idempotencyKey,
      });
    },
    onDone: (made) => {
      showNotice(made.state === "hidden" ? texts.waits : texts.posted);
      onDone(made);
    },
  });
  const now = formatSecond(lesson?.second ?? null);
  const moderates = forums.find(({ id }) => id === form.values.forum)?.can_moderate;
  const kinds = (Object.entries(texts.kinds) as [string, string][]).filter(
    ([kind]) => kind !== "announcement" || moderates,
  );
  const label = lesson ? texts.ask : texts.start;
  return (
    <Form of={form} word={texts.post} label={label} close={close} here={getRefusals(texts)}>
      {lesson ? null : (
        <>
          <SelectField
            of={form}
            name="forum"
            label={texts.forum}
            options={forums.map((one) => ({ value: one.id, label: nameForum(one, texts) }))}
            required
          />
          <SelectField
            of={form}
            name="kind"
            label={texts.kind}
            options={kinds.map(([value, word]) => ({ value, label: word }))}
            required
          />
        </>
      )}
      <TextField of={form} name="title" label={texts.title} required />
      <TextFields of={form} forum={form.values.forum} label={texts.text} />
      {lesson?.hasVideo ? (
        <>
          <TextField of={form} name="second" label={texts.second} placeholder="2:30" maxLength={6} />
          {now && now !== form.values.second ? (
            <p>
              <button type="button" onClick={() => form.set("second", now)}>
                {texts.takeMoment(now)}
              </button>
            </p>
          ) : null}
        </>
      ) : null}
    </Form>
  );
}
