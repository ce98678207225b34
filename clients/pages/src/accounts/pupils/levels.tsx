/** The levels of a pupil, newest first: written down, removed with a way back. */

import type { Answer } from "@talim/client";
import { formatDate, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { getLanguage, useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { Opening } from "./section.tsx";

type Placement = Answer<"/courses/placements/", "get">["results"][number];

const METHODS = ["test", "interview", "teacher"] as const;

export function Levels({ id, me }: { id: string; me: Person }) {
  const words = useWords();
  const { learning: texts } = pupilsWords.use();
  const levels = useLoad(() => talim.api.get("/courses/placements/", { query: { student: id, page_size: 50 } }), [id]);
  const places = hasPermission(me, "courses.place");
  const again = ({ student, level, language, method, score, found_on, note }: Placement) =>
    void talim.api
      .post("/courses/placements/", {
        body: { student: student.id, level, language: language as "en", method, score, found_on, note },
      })
      .then(() => (showNotice(words.form.undone), levels.reload()));
  return (
    <section>
      <h4>{texts.levels}</h4>
      <Loading of={levels}>
        {({ results }) =>
          results.length ? (
            <ul class="cards">
              {results.map((placement) => (
                <li key={placement.id} class="card">
                  <strong>{[placement.level, placement.language.toUpperCase()].join(" · ")}</strong>
                  <span class="quiet">
                    {[
                      formatDate(placement.found_on, me.zone, words),
                      texts.methods[placement.method],
                      placement.score === null ? "" : `${texts.points}: ${placement.score}`,
                      placement.found_by?.full_name,
                      placement.note,
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                  {places ? (
                    <ActButton
                      word={words.form.remove}
                      class="plain"
                      act={() => talim.api.delete("/courses/placements/{id}/", { path: { id: placement.id } })}
                      onDone={() => {
                        showNotice(texts.levelRemoved, { label: words.form.undo, run: () => again(placement) });
                        levels.reload();
                      }}
                    />
                  ) : null}
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.noLevel}</p>
          )
        }
      </Loading>
      {places ? (
        <Opening word={texts.addLevel}>
          {(close) => <LevelForm id={id} me={me} close={close} onDone={() => (close(), levels.reload())} />}
        </Opening>
      ) : null}
    </section>
  );
}

function LevelForm({ id, me, close, onDone }: { id: string; me: Person; close: () => void; onDone: () => void }) {
  const words = useWords();
  const { learning: texts, facts } = pupilsWords.use();
  const levels = useLoad(() => talim.api.get("/courses/levels/", { query: { page_size: 100 } }), []);
  const form = useForm({
    initial: {
      level: "",
      language: "en",
      method: "test" as Placement["method"],
      score: null as number | null,
      found_on: toIsoDay(Date.now(), me.zone),
      note: "",
    },
    draft: `level ${id}`,
    send: ({ language, ...body }, key) =>
      talim.api.post("/courses/placements/", {
        body: { student: id, language: language as "en", ...body, found_on: body.found_on || null },
        idempotencyKey: key,
      }),
    onDone: () => {
      showNotice(words.form.saved);
      onDone();
    },
  });
  const languages = Object.entries(facts.languages).map(([value, label]) => ({ value, label }));
  return (
    <Form of={form} word={words.form.save} close={close} label={texts.addLevel}>
      <FieldRow>
        <SelectField
          of={form}
          name="level"
          label={texts.level}
          options={(levels.value?.results ?? []).map(({ code, name }) => ({
            value: code,
            label: name[getLanguage()] || code,
          }))}
          required
        />
        <SelectField of={form} name="language" label={texts.language} options={languages} required />
      </FieldRow>
      <FieldRow>
        <SelectField
          of={form}
          name="method"
          label={texts.method}
          options={METHODS.map((value) => ({ value, label: texts.methods[value] }))}
          required
        />
        <NumberField of={form} name="score" label={texts.points} min={0} max={100} />
      </FieldRow>
      <FieldRow>
        <DateField of={form} name="found_on" label={texts.foundOn} />
        <TextField of={form} name="note" label={texts.note} />
      </FieldRow>
    </Form>
  );
}
