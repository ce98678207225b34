/** Questions for a quiz: chosen one by one from a bank, or drawn at random. */

import { useEffect, useState } from "preact/hooks";
import { newId, type Answer } from "@talim/client";
import { fetchAllPages } from "../../office/all-pages.ts";
import { SearchField } from "../../office/search.tsx";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { Form } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import type { Place } from "./place-changes.ts";

type Bank = Answer<"/quizzes/banks/", "get">["results"][number];

/** So many questions are shown at once; in more one searches. */
const SHOWN = 50;

interface AddPlacesProps {
  places: Place[];
  add: (place: Place) => void;
  /** The course of the quiz: its own bank is offered first. */
  course: string | null;
}

export function AddPlaces({ places, add, course }: AddPlacesProps) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const [chosen, setChosen] = useState("");
  const banks = useLoad(
    () =>
      fetchAllPages((page) => talim.api.get("/quizzes/banks/", { query: { ordering: "name", page, page_size: 100 } })),
    [],
  );
  useEffect(() => {
    const first = banks.value?.find((bank) => course !== null && bank.course === course) ?? banks.value?.[0];
    if (!chosen && first) setChosen(first.id);
  }, [banks.value]);
  return (
    <Loading of={banks}>
      {(all) => {
        const bank = all.find(({ id }) => id === chosen);
        if (!all.length) {
          return (
            <>
              <p class="empty">{texts.noBanks}</p>
              <Link to="banks">{words.teacher.nav.banks}</Link>
            </>
          );
        }
        return (
          <>
            <label>
              {texts.bank}
              <select onChange={(event) => setChosen(event.currentTarget.value)}>
                {all.map(({ id, name }) => (
                  <option key={id} value={id} selected={id === chosen}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            {bank ? <OneBank key={bank.id} bank={bank} places={places} add={add} /> : null}
          </>
        );
      }}
    </Loading>
  );
}

function OneBank({ bank, places, add }: { bank: Bank; places: Place[]; add: (place: Place) => void }) {
  const texts = quizWriteWords.use();
  const [search, setSearch] = useState("");
  const questions = useLoad(
    () =>
      talim.api.get("/quizzes/banks/{id}/questions/", {
        path: { id: bank.id },
        query: { page_size: SHOWN, ...(search ? { search } : {}) },
      }),
    [bank.id, search],
  );
  const named = new Set(places.map(({ question }) => question));
  return (
    <>
      <details class="draw-form">
        <summary>{texts.drawSome}</summary>
        <DrawForm bank={bank} add={add} />
      </details>
      <SearchField label={texts.findQuestion} onSearch={setSearch} />
      <Loading of={questions}>
        {({ results, count }) => (
          <>
            {results.length ? null : <p class="empty">{search ? texts.noneFound : texts.noQuestions}</p>}
            <ul class="rows">
              {results.map(({ id, name, kind, level, tags }) => (
                <li key={id}>
                  <span>
                    {name}
                    <span class="quiet small">{[texts.kinds[kind], level, ...tags].filter(Boolean).join(" · ")}</span>
                  </span>
                  {named.has(id) ? (
                    <span class="state quiet">
                      <Icon name="good" />
                      {texts.isIn}
                    </span>
                  ) : (
                    <button
                      type="button"
                      aria-label={texts.addOne(name)}
                      onClick={() =>
                        add({ id: newId(), question: id, bank: null, tag: "", draw: 0, points: null, name, kind })
                      }
                    >
                      <Icon name="plus" />
                    </button>
                  )}
                </li>
              ))}
            </ul>
            {count > results.length ? <p class="quiet">{texts.moreQuestions(count - results.length)}</p> : null}
          </>
        )}
      </Loading>
    </>
  );
}

function DrawForm({ bank, add }: { bank: Bank; add: (place: Place) => void }) {
  const texts = quizWriteWords.use();
  const form = useForm<{ draw: number | null; tag: string }, void>({
    initial: { draw: null, tag: "" },
    send: async ({ draw, tag }) =>
      add({
        id: newId(),
        question: null,
        bank: bank.id,
        tag: tag.trim(),
        draw: draw ?? 1,
        points: null,
        name: bank.name,
        kind: null,
      }),
    onDone: () => {
      showNotice(texts.drawAdded);
      form.reset();
    },
  });
  return (
    <Form of={form} word={texts.addDraw} label={texts.drawSome}>
      <NumberField of={form} name="draw" label={texts.howMany} min={1} max={300} required />
      <TextField of={form} name="tag" label={texts.tag} hint={texts.drawTagHelp} maxLength={100} />
    </Form>
  );
}
