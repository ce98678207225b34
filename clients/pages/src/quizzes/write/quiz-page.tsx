/** A quiz that one writes: what it asks, its settings, who has more time, and the way to its results. */

import { useState } from "preact/hooks";
import { describeError } from "../../errors.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link, navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import { Extensions } from "./extensions.tsx";
import type { Quiz } from "./quiz-data.ts";
import { describeSettings } from "./quiz-summary.ts";
import { QuizPlaces } from "./quiz-places.tsx";
import { QuizSettings } from "./quiz-settings.tsx";

export function QuizPage({ me, values: { id = "" } }: PageProps) {
  const quiz = useLoad(() => talim.api.get("/quizzes/{id}/", { path: { id } }), [id]);
  return (
    <Loading of={quiz}>
      {(value) => <QuizDesk quiz={value} replace={quiz.replace} reload={quiz.reload} me={me} />}
    </Loading>
  );
}

interface DeskProps {
  quiz: Quiz;
  replace: (quiz: Quiz) => void;
  reload: () => void;
  me: Person;
}

function QuizDesk({ quiz, replace, reload, me }: DeskProps) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const [opened, setOpened] = useState<"settings" | "extensions" | undefined>();
  const path = { id: quiz.id };
  const close = () => setOpened(undefined);
  /** How often the form of the settings was begun anew. */
  const [begun, setBegun] = useState(0);
  const loadAgain = async () => {
    try {
      replace(await talim.api.get("/quizzes/{id}/", { path }));
      setBegun(begun + 1);
    } catch (reason) {
      showNotice(describeError(reason, words).text);
    }
  };
  return (
    <article class="course-editor quiz-editor">
      <p>
        <Link to="quizzes-written">{words.teacher.nav.quizzes}</Link>
      </p>
      <h1>{quiz.title}</h1>
      <p class="state">
        <Icon name={quiz.is_published ? "good" : "write"} />
        {quiz.is_published ? texts.isPublished : texts.isDraft}
      </p>
      <ul class="quiz-rules">
        {describeSettings(quiz, me, words, texts).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <div class="buttons">
        {quiz.is_published ? (
          <Link to={`quiz-results/${quiz.id}`} class="button main">
            {texts.results}
          </Link>
        ) : (
          <ActButton
            class="main"
            word={texts.publish}
            act={() => talim.api.post("/quizzes/{id}/publish/", { path })}
            onDone={(changed) => {
              replace(changed);
              showNotice(texts.publishedNow);
            }}
          />
        )}
        <button type="button" onClick={() => setOpened("settings")}>
          {texts.settings}
        </button>
        <button type="button" onClick={() => setOpened("extensions")}>
          {texts.extensions}
        </button>
        {quiz.is_published ? (
          <Link to={`quiz-statistics/${quiz.id}`} class="button">
            {texts.statistics}
          </Link>
        ) : null}
      </div>
      <QuizPlaces quiz={quiz} onSaved={replace} onConflict={reload} />
      {opened === "settings" ? (
        <Drawer title={texts.settings} close={close} holdsBack>
          <QuizSettings
            key={begun}
            quiz={quiz}
            me={me}
            loadAgain={() => void loadAgain()}
            onDone={(changed) => {
              replace(changed);
              close();
              showNotice(words.form.saved);
            }}
          />
          <ActButton
            word={texts.deleteQuiz}
            question={<p>{texts.deleteQuizSure}</p>}
            act={() => talim.api.delete("/quizzes/{id}/", { path })}
            onDone={() => {
              showNotice(texts.deleted(quiz.title));
              navigate("quizzes-written");
            }}
          />
        </Drawer>
      ) : opened ? (
        <Drawer title={texts.extensions} close={close} holdsBack>
          <Extensions quiz={quiz} me={me} />
        </Drawer>
      ) : null}
    </article>
  );
}
