/** A child on the first page: the face, the name, and three answers; each of them leads on. */

import type { ComponentChildren } from "preact";
import { getServerTime } from "../clock.ts";
import { formatDate, formatDay, formatMoney, formatScore, toLocalTime } from "../format.ts";
import { formatDeadline, isOpen } from "../homework/pupil/card.tsx";
import type { Lesson } from "../lessons/pupil/lesson.tsx";
import { Link } from "../router.tsx";
import type { Person } from "../talim.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import type { Loaded } from "../ui/load.tsx";
import { childrenWords } from "./children/words/index.ts";
import { useWords } from "../words/index.ts";
import { AttendanceMark } from "../attendance/parent/attendance-mark.tsx";
import { ChildFace } from "./child-face.tsx";
import { getDisplayName, type Child } from "./children.tsx";
import type { ChildDay } from "./day-of-children.ts";

/** How many lessons of a day are told one by one. */
const MOST_LESSONS = 3;

interface ChildCardProps {
  child: Child;
  all: Child[];
  day: Loaded<Map<string, ChildDay>>;
  me: Person;
}

export function ChildCard({ child, all, day, me }: ChildCardProps) {
  const words = useWords();
  const texts = childrenWords.use();
  const own = day.value?.get(child.id);
  const name = getDisplayName(child, all);
  const hidden = <span class="quiet">{texts.hidden}</span>;
  const waiting = <span class="quiet">{day.error === undefined ? words.loading : "–"}</span>;
  const answer = (seen: boolean, content: ComponentChildren) => (seen ? (own ? content : waiting) : hidden);
  return (
    <article class="child" aria-label={name}>
      <h2>
        <Link to={`children/${child.id}`} class="child-name">
          <ChildFace child={child} />
          <span>{name}</span>
        </Link>
      </h2>
      <Answer to={`children/${child.id}?lessons`} title={texts.lesson}>
        {answer(child.sees_progress, own ? <InClass day={own} me={me} /> : null)}
      </Answer>
      <Answer to={`children/${child.id}?homework`} title={texts.homework}>
        {answer(child.sees_progress, own ? <HomeworkAnswer day={own} me={me} /> : null)}
      </Answer>
      <Answer to={`payments/${child.id}`} title={texts.money}>
        {answer(child.sees_payments, own ? <MoneyAnswer day={own} me={me} /> : null)}
      </Answer>
    </article>
  );
}

function Answer({ to, title, children }: { to: string; title: string; children: ComponentChildren }) {
  return (
    <Link to={to} class="child-answer">
      <span class="quiet">{title}</span> <span class="said-short">{children}</span>
    </Link>
  );
}

function State({ icon, warn = false, children }: { icon: IconName; warn?: boolean; children: ComponentChildren }) {
  return (
    <span class={warn ? "state warn" : "state"}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}

/** Today's lessons with their marks; on a day without lessons the last mark. */
function InClass({ day: { lessons, marks }, me }: { day: ChildDay; me: Person }) {
  const words = useWords();
  const texts = childrenWords.use();
  const [last] = marks;
  if (!lessons.length) {
    return last ? (
      <>
        <AttendanceMark of={last} /> <span class="quiet">{formatDay(last.starts_at, me.zone, words)}</span>
      </>
    ) : (
      <span class="quiet">{texts.noLesson}</span>
    );
  }
  const describe = (lesson: Lesson) => {
    const { time } = toLocalTime(lesson.starts_at, me.zone);
    if (lesson.status === "cancelled") return <State icon="stop">{texts.cancelled(time)}</State>;
    const mark = marks.find((other) => other.lesson === lesson.id);
    if (mark) return <AttendanceMark of={mark} />;
    return (
      <State icon="clock">
        {(Date.parse(lesson.starts_at) > getServerTime() ? texts.toCome : texts.notMarked)(time)}
      </State>
    );
  };
  return (
    <>
      {lessons.slice(0, MOST_LESSONS).map((lesson) => (
        <span key={lesson.id} class="line">
          {describe(lesson)}
        </span>
      ))}
    </>
  );
}

/** What is not done comes first; then whether all is done, with the last score. */
function HomeworkAnswer({ day: { homework }, me }: { day: ChildDay; me: Person }) {
  const words = useWords();
  const texts = childrenWords.use();
  const open = homework.filter(isOpen);
  const missed = open.filter(({ due_at: due }) => due !== null && Date.parse(due) < getServerTime());
  const next = open
    .flatMap(({ due_at: due }) => (due !== null && Date.parse(due) >= getServerTime() ? [due] : []))
    .sort()[0];
  const toDo = open.length - missed.length;
  if (!homework.length) return <span class="quiet">{texts.noHomework}</span>;
  if (open.length) {
    return (
      <>
        {missed.length ? (
          <span class="line">
            <State icon="warning" warn>
              {texts.missed(missed.length)}
            </State>
          </span>
        ) : null}
        {toDo ? (
          <span class="line">
            <State icon="clock">
              {texts.toDo(toDo)}
              {next ? `, ${formatDeadline(next, me, words)}` : ""}
            </State>
          </span>
        ) : null}
      </>
    );
  }
  const scored = findLastScore(homework);
  const isWaiting = homework[0]?.state === "processing" || homework[0]?.state === "needs_review";
  return (
    <State icon="good">
      {isWaiting ? texts.checked : texts.done}
      {scored === null || isWaiting ? "" : ` · ${texts.lastMark(words.result.score(formatScore(scored)))}`}
    </State>
  );
}

/** The score of the attempt that was sent last: ids grow with time. */
function findLastScore(homework: ChildDay["homework"]): number | null {
  const scored = homework.filter(({ score, last_attempt: attempt }) => score !== null && attempt);
  const last = scored.sort((a, b) => (b.last_attempt?.id ?? "").localeCompare(a.last_attempt?.id ?? ""))[0];
  return last?.score ?? null;
}

function MoneyAnswer({ day: { accounts }, me }: { day: ChildDay; me: Person }) {
  const words = useWords();
  const texts = childrenWords.use();
  const owing = accounts.filter(({ owed }) => owed.amount > 0);
  const ahead = accounts.find(({ free_credit: credit }) => credit.amount > 0);
  if (!owing.length) {
    return <State icon="good">{ahead ? texts.ahead(formatMoney(ahead.free_credit, words)) : texts.nothingOwed}</State>;
  }
  return (
    <>
      {owing.map(({ owed, open_payments: payments }) => {
        const waits = payments.length > 0 && payments.every((payment) => payment.proof_waits);
        const late = !waits && payments.some(({ status }) => status === "overdue");
        const due = payments.map((payment) => payment.due_on).sort()[0];
        return (
          <span key={owed.currency} class="line">
            <State icon={late ? "warning" : "clock"} warn={late}>
              <b class="number">{formatMoney(owed, words)}</b>{" "}
              {waits
                ? texts.photoWaits
                : late
                  ? texts.overdue
                  : due
                    ? words.payments.due(formatDate(due, me.zone, words))
                    : ""}
            </State>
          </span>
        );
      })}
    </>
  );
}
