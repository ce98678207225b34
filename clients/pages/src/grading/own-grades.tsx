/** A pupil's own grades, and one of them with its reasons. */

import type { PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useEvents } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";
import { gradeWords } from "./words/index.ts";
import { GradeDetails } from "./grade-details.tsx";
import { GradeList } from "./grade-list.tsx";

const EVENTS = ["grade.changed"] as const;

export function OwnGrades({ me }: PageProps) {
  const words = useWords();
  const grades = useLoad(() => talim.api.get("/grading/grades/"), [me.id]);
  useEvents(talim.realtime.own, EVENTS, grades.reload);
  return (
    <>
      <h1>{words.learning.pages.grades}</h1>
      <Loading of={grades}>{(rows) => <GradeList grades={rows} open={(gradebook) => `grade/${gradebook}`} />}</Loading>
      <p>
        <Link to="certificates">{words.learning.pages.certificates}</Link>
      </p>
    </>
  );
}

export function OwnGrade({ me, values: { gradebook = "" } }: PageProps) {
  const texts = gradeWords.use();
  return (
    <>
      <p>
        <Link to="grades">← {texts.all}</Link>
      </p>
      <GradeDetails gradebook={gradebook} student={me.id} me={me} titled />
    </>
  );
}
