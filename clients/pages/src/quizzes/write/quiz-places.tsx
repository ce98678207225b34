/** What a quiz asks, in its order: questions, and draws from banks. */

import { useRef, useState } from "preact/hooks";
import { Grip } from "../../learning/editor/grip.tsx";
import { moveItem, stepItem } from "../../learning/editor/order.ts";
import { useSortable } from "../../learning/editor/sortable.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import { AddPlaces } from "./add-places.tsx";
import { useBankFiles } from "./bank-files.tsx";
import { isRefused, isStale, usePlaces, type Place } from "./place-changes.ts";
import { readDraft, type Question, type QuestionKind } from "./question-data.ts";
import type { Quiz } from "./quiz-data.ts";
import { QuestionLook } from "./try-question.tsx";

interface QuizPlacesProps {
  quiz: Quiz;
  onSaved: (quiz: Quiz) => void;
  /** Somebody else changed the quiz: it is loaded anew. */
  onConflict: () => void;
}

export function QuizPlaces({ quiz, onSaved, onConflict }: QuizPlacesProps) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const { loaded, places, error, change, sendAgain, reload } = usePlaces(quiz, onSaved);
  const [adding, setAdding] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  useSortable(list, ({ id, place }) =>
    change(
      moveItem(
        places,
        places.findIndex((one) => one.id === id),
        place,
      ),
    ),
  );
  const loadAgain = () => {
    onConflict();
    reload();
  };
  const remove = (one: Place) => {
    const before = places;
    change(places.filter(({ id }) => id !== one.id));
    showNotice(texts.takenOut(one.name), { label: words.form.undo, run: () => change(before) });
  };
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">{texts.whatIsAsked}</h2>
      {error ? (
        <>
          <Problem
            error={error}
            again={isStale(error) ? loadAgain : isRefused(error) ? undefined : sendAgain}
            word={isStale(error) ? texts.loadAgain : undefined}
            here={{ draft_changed: texts.quizChanged }}
          />
          {isStale(error) ? null : <p class="quiet">{texts.notSavedPlaces}</p>}
        </>
      ) : null}
      <Loading of={loaded}>{() => (places.length ? null : <Empty drawing="box" text={texts.asksNothing} />)}</Loading>
      <ol ref={list} class="rows quiz-places">
        {places.map((one, at) => (
          <li key={one.id} data-id={one.id}>
            <PlaceRow
              of={one}
              at={at + 1}
              change={(changed) => change(places.map((other) => (other.id === one.id ? changed : other)))}
            />
            <span class="place-acts">
              <Grip
                name={one.name}
                isFirst={at === 0}
                isLast={at === places.length - 1}
                move={(step) => change(stepItem(places, one.id, step))}
              />
              <button type="button" class="plain" aria-label={texts.removeRow(one.name)} onClick={() => remove(one)}>
                <Icon name="close" />
              </button>
            </span>
          </li>
        ))}
      </ol>
      <button type="button" class={quiz.is_published ? undefined : "main"} onClick={() => setAdding(true)}>
        {texts.addQuestions}
      </button>
      {adding ? (
        <Drawer title={texts.addQuestions} close={() => setAdding(false)} holdsBack>
          <AddPlaces places={places} add={(place) => change([...places, place])} course={quiz.course} />
        </Drawer>
      ) : null}
    </section>
  );
}

function PlaceRow({ of: place, at, change }: { of: Place; at: number; change: (place: Place) => void }) {
  const texts = quizWriteWords.use();
  const [looking, setLooking] = useState(false);
  return (
    <span class="quiz-place">
      <strong id={`question-${at}`}>{place.bank ? texts.drawn(place.draw, place.name) : place.name}</strong>
      <span class="quiet small">
        {place.bank
          ? place.tag
            ? texts.withTag(place.tag)
            : texts.atRandom
          : place.kind
            ? texts.kinds[place.kind as QuestionKind]
            : ""}
      </span>
      <span class="place-fields">
        {place.bank ? (
          <label>
            {texts.howMany}
            <input
              type="number"
              class="number"
              inputMode="numeric"
              min={1}
              max={300}
              value={place.draw}
              onChange={({ currentTarget: { value } }) =>
                Number(value) > 0 && change({ ...place, draw: Math.round(Number(value)) })
              }
            />
          </label>
        ) : null}
        <label>
          {texts.pointsEach}
          <input
            type="number"
            class="number"
            inputMode="decimal"
            min={0}
            max={1000}
            step="any"
            placeholder={texts.asInBank}
            value={place.points ?? ""}
            onChange={({ currentTarget: { value } }) =>
              change({ ...place, points: Number(value) > 0 ? Number(value) : null })
            }
          />
        </label>
        {place.question ? (
          <button type="button" class="link" aria-expanded={looking} onClick={() => setLooking(!looking)}>
            {texts.preview}
          </button>
        ) : null}
      </span>
      {looking && place.question ? <PlacePreview question={place.question} place={at} /> : null}
    </span>
  );
}

function PlacePreview({ question, place }: { question: string; place: number }) {
  const loaded = useLoad(() => talim.api.get("/quizzes/questions/{id}/", { path: { id: question } }), [question]);
  return <Loading of={loaded}>{(value) => <LookOf question={value} place={place} />}</Loading>;
}

function LookOf({ question, place }: { question: Question; place: number }) {
  const texts = quizWriteWords.use();
  const files = useBankFiles(question.bank);
  return (
    <>
      <QuestionLook draft={readDraft(question)} files={files.value ?? []} place={place} />
      <Link to={`question/${question.id}`}>{texts.openQuestion}</Link>
    </>
  );
}
