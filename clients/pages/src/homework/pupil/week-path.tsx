/** The homework of the week as a path: what is done, what is next, and what comes later. */

import type { ComponentChildren } from "preact";
import { getServerTime } from "../../clock.ts";
import type { Person } from "../../talim.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";
import { isYoung } from "../../pupil/age-band.ts";
import { HomeworkCard } from "./card.tsx";
import type { Homework } from "./homework-list.ts";

const WEEK_MS = 7 * 86_400_000;
/** How many steps are shown before and from the next one: it stays near the middle. */
const MAX_DONE = 2;
export const MAX_OPEN_STEPS = 4;

type Step = "done" | "next" | "due";
const ICONS: Record<Step, IconName> = { done: "good", next: "microphone", due: "clock" };

/** The last homework of this week that is done, oldest first. */
export function listDoneSteps(done: Homework[]): Homework[] {
  const getTime = (homework: Homework) => Date.parse(homework.due_at ?? homework.created_at);
  return done
    .filter((homework) => getTime(homework) > getServerTime() - WEEK_MS)
    .sort((a, b) => getTime(a) - getTime(b))
    .slice(-MAX_DONE);
}

/** `open`: to do, the most urgent first. */
export function WeekPath({
  done,
  open,
  me,
  repeated,
  renderNote,
}: {
  done: Homework[];
  open: Homework[];
  me: Person;
  /** Titles that are not this homework's alone. */
  repeated: ReadonlySet<string>;
  renderNote: (homework: Homework) => ComponentChildren;
}) {
  const words = useWords();
  const young = isYoung(me);
  const steps = [...done, ...open];
  if (!steps.length) return null;
  return (
    <ol class={young ? "path young" : "path"}>
      {steps.map((homework, index) => {
        const step: Step = index < done.length ? "done" : index === done.length ? "next" : "due";
        return (
          <HomeworkCard
            key={homework.id}
            homework={homework}
            me={me}
            states={words.home.state}
            step={step}
            first={step === "next"}
            dated={repeated.has(homework.assignment.title)}
            earns={
              !young && step !== "done" && homework.assignment.coins ? words.home.coins(homework.assignment.coins) : ""
            }
            before={
              <span class="node">
                <Icon name={ICONS[step]} />
                <span class="unseen">{words.learning.step[step]}</span>
                {index < steps.length - 1 ? (
                  <svg class="trail" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
                    <path d="M0 0C0 60 100 40 100 100" />
                  </svg>
                ) : null}
              </span>
            }
          >
            {renderNote(homework)}
          </HomeworkCard>
        );
      })}
    </ol>
  );
}
