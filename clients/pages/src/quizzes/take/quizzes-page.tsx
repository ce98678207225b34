/** The quizzes that are for somebody now, and how they stand at each. */

import { getServerTime } from "../../clock.ts";
import { formatDayTime } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { CachedNotice, useCachedLoad, type CachedLoad } from "../../pupil/cached-load.tsx";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading } from "../../ui/load.tsx";
import { useEvents } from "../../ui/stream.ts";
import { useWords } from "../../words/index.ts";
import { takeWords } from "./words/index.ts";
import { fetchQuizzes, type QuizRow } from "./calls.ts";
import { formatLimit, ResultSign } from "./quiz-page.tsx";

const EVENTS = ["quiz.begun", "quiz.result"] as const;
/** So many stand on a first page. */
const MAX_ON_FIRST_PAGE = 3;
const STAGES = ["goesOn", "open", "coming", "done", "closed"] as const;

type Stage = (typeof STAGES)[number];

/** How a quiz stands for somebody at this moment (ms). */
export function getStage(
  { opens_at: opens, closes_at: closes, attempts_allowed: allowed, standing }: QuizRow,
  now = getServerTime(),
): Stage {
  if (standing.open_attempt) return "goesOn";
  if (standing.attempts_used && (standing.passed || (allowed > 0 && standing.attempts_used >= allowed))) return "done";
  if (closes !== null && Date.parse(closes) <= now) return standing.attempts_used ? "done" : "closed";
  return opens !== null && Date.parse(opens) > now ? "coming" : "open";
}

function sortByStage(quizzes: readonly QuizRow[]): QuizRow[] {
  const getClosing = ({ closes_at: closes }: QuizRow) => (closes === null ? Infinity : Date.parse(closes));
  return [...quizzes].sort(
    (one, other) =>
      STAGES.indexOf(getStage(one)) - STAGES.indexOf(getStage(other)) || getClosing(one) - getClosing(other) || 0,
  );
}

function useQuizzes(me: Person): CachedLoad<QuizRow[]> {
  const loaded = useCachedLoad("quizzes", me, fetchQuizzes, []);
  useEvents(talim.realtime.own, EVENTS, loaded.reload);
  return loaded;
}

export function QuizzesPage({ me }: PageProps) {
  const words = useWords();
  const texts = takeWords.use();
  const loaded = useQuizzes(me);
  return (
    <>
      <h1>{words.learning.pages.quizzes}</h1>
      <CachedNotice at={loaded.cachedAt} reload={loaded.reload} me={me} />
      <Loading of={loaded}>
        {(quizzes) =>
          quizzes.length ? (
            <QuizCards quizzes={sortByStage(quizzes)} me={me} />
          ) : (
            <Empty drawing="done" text={texts.noQuizzes} />
          )
        }
      </Loading>
    </>
  );
}

/** Quizzes to take now, on a first page; nothing where there are none. */
export function QuizzesNow({ me }: { me: Person }) {
  const texts = takeWords.use();
  const { value } = useQuizzes(me);
  const now = sortByStage(value ?? []).filter(
    (quiz) =>
      ["goesOn", "open"].includes(getStage(quiz)) && !(getStage(quiz) === "open" && quiz.standing.attempts_used),
  );
  if (!now.length) return null;
  return (
    <section aria-labelledby="quizzes-now">
      <h2 id="quizzes-now">{texts.quizzesNow}</h2>
      <QuizCards quizzes={now.slice(0, MAX_ON_FIRST_PAGE)} me={me} />
    </section>
  );
}

function QuizCards({ quizzes, me }: { quizzes: QuizRow[]; me: Person }) {
  const words = useWords();
  const texts = takeWords.use();
  const tell = (quiz: QuizRow, stage: Stage): string => {
    if (stage === "coming" && quiz.opens_at) return texts.opens(formatDayTime(quiz.opens_at, me.zone, words));
    if (stage === "closed") return texts.closed;
    return quiz.closes_at && stage !== "done" ? texts.closes(formatDayTime(quiz.closes_at, me.zone, words)) : "";
  };
  return (
    <ul class="cards">
      {quizzes.map((quiz) => {
        const stage = getStage(quiz);
        const facts = [quiz.time_limit === null ? "" : formatLimit(quiz.time_limit, texts), tell(quiz, stage)];
        return (
          <li key={quiz.id}>
            <Link to={`quiz/${quiz.id}`} class="card">
              <strong>{quiz.title}</strong>
              <span class="quiet">{facts.filter(Boolean).join(" · ")}</span>
              <span class="state">
                {stage === "done" ? <ResultSign percent={quiz.standing.percent} passed={quiz.standing.passed} /> : null}
                {quiz.standing.percent === null || stage !== "done" ? (
                  <>
                    <Icon name={STAGE_ICONS[stage]} /> {texts.stages[stage]}
                  </>
                ) : null}
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

const STAGE_ICONS = { goesOn: "write", open: "play", coming: "clock", done: "good", closed: "lock" } as const;
