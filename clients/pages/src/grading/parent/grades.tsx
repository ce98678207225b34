/** A child's grades, and one of them with its reasons. */

import { useCallback, useState } from "preact/hooks";
import { GradeDetails } from "../grade-details.tsx";
import { GradeList } from "../grade-list.tsx";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { gradeWords } from "../words/index.ts";
import { useWords } from "../../words/index.ts";
import { ChildPage, useChildChanges, type Child } from "../../parent/children.tsx";

export function ChildGrades({ values }: PageProps) {
  const words = useWords();
  return (
    <>
      <h1>{words.learning.pages.grades}</h1>
      <ChildPage childId={values["child"]}>
        {(child) => (child.sees_progress ? <GradesOf child={child} /> : <p class="empty">{words.parent.noProgress}</p>)}
      </ChildPage>
      <p>
        <Link to="certificates">{words.learning.pages.certificates}</Link>
      </p>
    </>
  );
}

function GradesOf({ child }: { child: Child }) {
  const grades = useLoad(() => talim.api.get("/grading/grades/", { query: { student: child.id } }), [child.id]);
  useChildChanges(child, grades.reload);
  return (
    <Loading of={grades}>
      {(rows) => <GradeList grades={rows} open={(gradebook) => `grade/${gradebook}/${child.id}`} />}
    </Loading>
  );
}

export function ChildGrade({ me, values: { gradebook = "", child: id = "" } }: PageProps) {
  const words = useWords();
  const texts = gradeWords.use();
  return (
    <>
      <p>
        <Link to={`grades/${id}`}>← {texts.all}</Link>
      </p>
      <ChildPage childId={id}>
        {(child) =>
          child.sees_progress ? (
            <GradeOf child={child} gradebook={gradebook} me={me} />
          ) : (
            <p class="empty">{words.parent.noProgress}</p>
          )
        }
      </ChildPage>
    </>
  );
}

function GradeOf({ child, gradebook, me }: { child: Child; gradebook: string; me: Person }) {
  const [changes, setChanges] = useState(0);
  useChildChanges(
    child,
    useCallback(() => setChanges((n) => n + 1), []),
  );
  return <GradeDetails gradebook={gradebook} student={child.id} me={me} titled changes={changes} />;
}
