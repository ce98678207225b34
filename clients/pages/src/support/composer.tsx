/** Where one writes in a ticket: its reporter an answer, who works on it an answer or a note, also with canned words. */

import { useRef, useState } from "preact/hooks";
import { talim } from "../talim.ts";
import { ChoiceField, SelectField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextArea } from "../ui/form/text-fields.tsx";
import { useForm, type FormState } from "../ui/form/use-form.ts";
import { useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { getLanguage, LANGUAGES, type Language } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { WORK_STATES, type Ticket, type WorkState } from "./data.ts";
import { FilesField, type SentFile } from "./files-field.tsx";

const MOST_TEXT = 20_000;

interface Written extends Record<string, unknown> {
  kind: "answer" | "note";
  text: string;
  state: WorkState | "";
  files: SentFile[];
}

export function Composer({ ticket, onSent }: { ticket: Ticket; onSent: () => void }) {
  const texts = ticketWords.use();
  const uploading = useRef(false);
  const form = useForm<Written, unknown>({
    initial: { kind: "answer", text: "", state: "", files: [] },
    draft: `ticket ${ticket.id}`,
    check: () => (uploading.current ? { files: texts.talk.filesWait } : {}),
    send: ({ kind, text, state, files }, idempotencyKey) => {
      const staff = ticket.works_on
        ? { is_internal: kind === "note", state: kind === "note" ? null : state || null }
        : {};
      const body = { text, files: files.map(({ id }) => id), ...staff };
      return talim.api.post("/support/tickets/{id}/comments/", { path: { id: ticket.id }, body, idempotencyKey });
    },
    onDone: () => {
      form.reset();
      showNotice(texts.talk.sent);
      onSent();
    },
  });
  const isNote = form.values.kind === "note";
  const states = WORK_STATES.filter((state) => state !== ticket.state).map((value) => ({
    value,
    label: texts.states[value],
  }));
  return (
    <div class={isNote ? "ticket-composer note" : "ticket-composer"}>
      <Form
        of={form}
        word={isNote ? texts.talk.sendNote : texts.talk.send}
        label={texts.talk.answer}
        here={{ not_open: texts.talk.over }}
      >
        {ticket.works_on ? (
          <>
            <ChoiceField
              of={form}
              name="kind"
              label={texts.talk.what}
              options={[
                { value: "answer", label: texts.talk.asAnswer },
                { value: "note", label: texts.talk.asNote },
              ]}
              required
            />
            <CannedChoice of={form} ticket={ticket} />
          </>
        ) : null}
        <TextArea
          of={form}
          name="text"
          label={isNote ? texts.talk.note : texts.talk.yours}
          rows={5}
          maxLength={MOST_TEXT}
          required
        />
        <FilesField of={form} uploading={uploading} />
        {ticket.works_on && !isNote ? (
          <SelectField
            of={form}
            name="state"
            label={texts.talk.then}
            options={[{ value: "", label: texts.talk.thenSame }, ...states]}
          />
        ) : null}
      </Form>
    </div>
  );
}

/** Words that the office gives often, put into the text in the language of who asked. */
function CannedChoice({ of: form, ticket }: { of: FormState<Written>; ticket: Ticket }) {
  const texts = ticketWords.use().talk;
  const [chosen, setChosen] = useState("");
  const [language, setLanguage] = useState<Language>(getLanguage());
  const query = { page_size: 100, ...(ticket.category ? { category: ticket.category } : {}) };
  const answers = useLoad(
    async () => (await talim.api.get("/support/canned-answers/", { query })).results,
    [ticket.category],
  );
  if (answers.error) return <Problem error={answers.error} again={answers.reload} />;
  if (!answers.value?.length) return null;
  const answer = answers.value.find(({ id }) => id === chosen);
  const given: Partial<Record<string, string>> = answer?.text ?? {};
  const spoken = (Object.keys(LANGUAGES) as Language[]).filter((one) => given[one]);
  const now = spoken.includes(language) ? language : spoken[0];
  const insert = () => {
    const words = (now && given[now]) || "";
    const before = form.values.text.trimEnd();
    form.set("text", before ? `${before}\n\n${words}` : words);
  };
  return (
    <div class="canned-choice">
      <label>
        {texts.canned}
        <select value={chosen} onChange={({ currentTarget: { value } }) => setChosen(value)}>
          <option value="">{texts.cannedNone}</option>
          {answers.value.map(({ id, title }) => (
            <option key={id} value={id} selected={id === chosen}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {answer ? (
        <>
          <label>
            {texts.cannedIn}
            <select value={now} onChange={({ currentTarget: { value } }) => setLanguage(value as Language)}>
              {spoken.map((one) => (
                <option key={one} value={one} selected={one === now}>
                  {LANGUAGES[one]}
                </option>
              ))}
            </select>
          </label>
          <button type="button" onClick={insert}>
            {texts.insert}
          </button>
        </>
      ) : null}
    </div>
  );
}
