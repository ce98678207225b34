/** What stands below a first page: quizzes to take, and where learning goes on. */

import { ContinueLearning } from "../../learning/learn/learnt-courses.tsx";
import type { Person } from "../../talim.ts";
import { QuizzesNow } from "./quizzes-page.tsx";

export function Continue({ me }: { me: Person }) {
  return (
    <>
      {me.role === "student" ? <QuizzesNow me={me} /> : null}
      <ContinueLearning me={me} />
    </>
  );
}
