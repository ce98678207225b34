/** The figures of a quiz: what is easy and hard, which questions do harm, and how far the results can be trusted. */

import { useId, useMemo } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatScore } from "../../format.ts";
import { Chart } from "../../analytics/office/figure.tsx";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Table, type TableRow } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import { judgeConsistency } from "./judge-consistency.ts";

type Figures = Answer<"/quizzes/{id}/statistics/", "get">;
type QuestionFigures = Figures["questions"][number];

export function StatisticsPage({ values: { id = "" } }: PageProps) {
  const texts = quizWriteWords.use();
  const path = { id };
  const loaded = useLoad(async () => {
    const [quiz, figures] = await Promise.all([
      talim.api.get("/quizzes/{id}/", { path }),
      talim.api.get("/quizzes/{id}/statistics/", { path }),
    ]);
    return { quiz, figures };
  }, [id]);
  return (
    <Loading of={loaded}>
      {({ quiz, figures }) => (
        <>
          <p>
            <Link to={`quiz-editor/${quiz.id}`}>{quiz.title}</Link>
          </p>
          <h1>{texts.statistics}</h1>
          {figures.count ? <AllFigures of={figures} /> : <Empty drawing="search" text={texts.noFigures} />}
        </>
      )}
    </Loading>
  );
}

const show = (value: number | null, unit = "") => (value === null ? "—" : `${formatScore(value)}${unit}`);

function AllFigures({ of: figures }: { of: Figures }) {
  const texts = quizWriteWords.use();
  const harmful = figures.questions.filter(({ flags }) => flags.length);
  return (
    <>
      <p class="quiet">{texts.figuresFrom(figures.count)}</p>
      <ul class="tiles">
        <li>
          <b class="number">{show(figures.mean)}</b> {texts.mean}
        </li>
        <li>
          <b class="number">{show(figures.median)}</b> {texts.median}
        </li>
        <li>
          <b class="number">{show(figures.deviation)}</b> {texts.deviation}
        </li>
      </ul>
      <Trust of={figures} />
      <section aria-labelledby="harm">
        <h2 id="harm">{texts.lookAt}</h2>
        {harmful.length ? (
          <ul class="rows">
            {harmful.map((question) => (
              <li key={question.question}>
                <span>
                  <Link to={`question/${question.question}`}>{question.name}</Link>
                  {question.flags.map((flag) => (
                    <span key={flag} class="state small">
                      <Icon name="warning" />
                      {texts.flags[flag]}
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p class="state">
            <Icon name="good" />
            {texts.noHarm}
          </p>
        )}
      </section>
      <Bars
        title={texts.facility}
        help={texts.facilityHelp}
        of={figures.questions}
        value={({ facility }) => (facility === null ? null : facility * 100)}
      />
      <Bars
        title={texts.discrimination}
        help={texts.discriminationHelp}
        of={figures.questions}
        value={({ discrimination }) => discrimination}
      />
      <Choices of={figures.questions} />
    </>
  );
}

/** How far the points tell learners apart, in a sentence, with the figures below. */
function Trust({ of: { consistency, error_ratio, standard_error, count } }: { of: Figures }) {
  const texts = quizWriteWords.use();
  const verdict = judgeConsistency(consistency, count);
  return (
    <section aria-labelledby="trust">
      <h2 id="trust">{texts.trust}</h2>
      <p>{texts.verdicts[verdict]}</p>
      {standard_error === null ? null : <p>{texts.errorMeans(formatScore(standard_error))}</p>}
      <details>
        <summary>{texts.figures}</summary>
        <dl class="facts">
          <dt>{texts.consistency}</dt>
          <dd>{show(consistency, " %")}</dd>
          <dt>{texts.errorRatio}</dt>
          <dd>{show(error_ratio, " %")}</dd>
          <dt>{texts.standardError}</dt>
          <dd>{show(standard_error)}</dd>
        </dl>
      </details>
    </section>
  );
}

interface BarsProps {
  title: string;
  help: string;
  of: QuestionFigures[];
  /** In percent. */
  value: (question: QuestionFigures) => number | null;
}

/** One bar a question, with a table behind it. */
function Bars({ title, help, of: questions, value }: BarsProps) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const id = useId();
  const steps = questions.map(({ position }) => String(position));
  const chartData = useMemo(
    () => ({
      subject: "marks" as const,
      kind: "bar" as const,
      sets: [{ key: title, label: title, unit: "percent" as const, currency: null, data: questions.map(value) }],
    }),
    [questions, title],
  );
  return (
    <section class="figure" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p class="quiet">{help}</p>
      <Chart chartData={chartData} steps={steps} label={title} />
      <details>
        <summary>{words.office.table}</summary>
        <Table
          label={title}
          heads={[{ word: texts.question }, { word: texts.answersCount, number: true }, { word: title, number: true }]}
          rows={questions.map((question) => ({
            key: question.question,
            cells: [`${question.position}. ${question.name}`, String(question.count), show(value(question), " %")],
          }))}
        />
      </details>
    </section>
  );
}

/** How often each answer of a question was chosen. */
function Choices({ of: questions }: { of: QuestionFigures[] }) {
  const texts = quizWriteWords.use();
  const chosen = questions.filter(({ choices }) => choices.length);
  if (!chosen.length) return null;
  return (
    <section aria-labelledby="choices">
      <h2 id="choices">{texts.choices}</h2>
      <p class="quiet">{texts.choicesHelp}</p>
      {chosen.map((question) => (
        <details key={question.question}>
          <summary>{`${question.position}. ${question.name}`}</summary>
          <Table
            label={question.name}
            heads={[{ word: texts.answer }, { word: texts.state }, { word: texts.chosenBy }]}
            rows={question.choices.map((choice, place) => describeChoice(choice, place, question.count))}
          />
        </details>
      ))}
    </section>
  );

  function describeChoice(choice: QuestionFigures["choices"][number], place: number, count: number): TableRow {
    const sign = (
      <span class="state">
        <Icon name={choice.is_right ? "good" : "close"} />
        {choice.is_right ? texts.rightAnswer : texts.otherAnswer}
      </span>
    );
    const bar = (
      <span class="choice-bar">
        <meter min={0} max={Math.max(count, 1)} value={choice.count} aria-label={texts.chosenBy} />{" "}
        <span class="number">{choice.count}</span>
      </span>
    );
    return { key: choice.id, cells: [choice.text || texts.optionName(place + 1), sign, bar] };
  }
}
