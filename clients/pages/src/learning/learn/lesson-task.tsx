/** What a learner hands in for a task of a lesson: the same as homework, in the lesson. */

import { useRef } from "preact/hooks";
import { HomeworkOf } from "../../homework/pupil/homework.tsx";
import type { Person } from "../../talim.ts";
import type { LessonTask } from "./learning-calls.ts";

/** `renew`: reads the lesson anew, which may be done by what was handed in. `withText`: the task is not shown before it. */
export function LessonTaskWork({
  task,
  me,
  withText,
  renew,
}: {
  task: LessonTask;
  me: Person;
  withText: boolean;
  renew: () => void;
}) {
  const known = useRef(getStanding(task));
  return (
    <HomeworkOf
      id={task.homework.id}
      me={me}
      inLesson={{ withText }}
      onChange={(homework) => {
        const now = getStanding({ homework });
        if (now === known.current) return;
        known.current = now;
        renew();
      }}
    />
  );
}

function getStanding({ homework }: { homework: Pick<LessonTask["homework"], "state" | "last_attempt"> }): string {
  return `${homework.state} ${homework.last_attempt?.id} ${homework.last_attempt?.state}`;
}
