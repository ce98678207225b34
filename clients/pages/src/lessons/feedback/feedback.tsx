/** What the user is asked about teachers after a month: as a pupil, and for a young child. */

import type { Answer } from "@talim/client";
import { formatDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextArea } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { feedbackWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { formatMonth } from "../../payments/family/subject.ts";

type Asked = Answer<"/lessons/feedback/", "get">["results"][number];

const STARS = [5, 4, 3, 2, 1];
const MAX_LENGTH = 1_000;

export function Feedback({ me }: PageProps) {
  const words = useWords();
  const texts = feedbackWords.use();
  const asked = useLoad(
    async () => (await talim.api.get("/lessons/feedback/", { query: { page_size: 50 } })).results,
    [],
  );
  return (
    <>
      <p>
        <Link to="">← {words.nav.home}</Link>
      </p>
      <h1>{words.home.feedback}</h1>
      <Loading of={asked}>
        {(all) =>
          all.length ? (
            <>
              <p>{texts.promise}</p>
              <ul class="cards">
                {all.map((one) => (
                  <FeedbackForm key={one.id} asked={one} me={me} onDone={asked.reload} />
                ))}
              </ul>
            </>
          ) : (
            <p class="empty">{texts.none}</p>
          )
        }
      </Loading>
    </>
  );
}

function FeedbackForm({ asked, me, onDone }: { asked: Asked; me: Person; onDone: () => void }) {
  const words = useWords();
  const texts = feedbackWords.use();
  const form = useForm({
    initial: { rating: asked.rating === null ? "" : String(asked.rating), text: asked.text },
    send: ({ rating, text }) =>
      talim.api.put("/lessons/feedback/{id}/", {
        path: { id: asked.id },
        body: { rating: Number(rating), text: text.trim() },
      }),
    onDone: () => {
      showNotice(texts.saved);
      onDone();
    },
  });
  const about = texts.about(asked.teacher.full_name, formatMonth(asked.month, words));
  // The last day ends at midnight.
  const lastDay = formatDay(Date.parse(asked.closes_at) - 1, me.zone, words);
  return (
    <li class="card">
      <h2>{about}</h2>
      <p class="quiet">
        {asked.student ? texts.forChild(asked.student.full_name, asked.group.name) : asked.group.name}
      </p>
      <Form of={form} word={asked.rating === null ? texts.save : texts.change} label={about}>
        <ChoiceField
          of={form}
          name="rating"
          label={texts.rating}
          options={STARS.map((n) => ({ value: String(n), label: words.home.stars(n) }))}
          required
        />
        <TextArea of={form} name="text" label={texts.text} hint={texts.textHelp} maxLength={MAX_LENGTH} />
      </Form>
      <p class="quiet">{texts.until(lastDay)}</p>
    </li>
  );
}
