/** A course for somebody without an account: what it is, which lessons are open to all, and the way in, which comes back here. */

import { ApiError } from "@talim/client";
import { SignInForm, SignInPage } from "../../accounts/entry/sign-in.tsx";
import { buildSignUpAddress } from "../../accounts/entry/next-page.ts";
import { useCentre } from "../../centre.ts";
import { listPrices } from "../pupil/courses.tsx";
import { Link } from "../../router.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { learnWords } from "../learn/words/index.ts";
import { useWords } from "../../words/index.ts";
import { AboutCourse, fetchCourse, type Course } from "../learn/course.tsx";
import { OutlineList } from "../learn/outline.tsx";
import { VisitorFrame } from "./visitor-frame.tsx";

export function VisitedCourse({ values: { id = "" } }: { values: Record<string, string> }) {
  const texts = learnWords.use();
  const loaded = useLoad(() => fetchCourse(id, {}), [id]);
  if (loaded.error instanceof ApiError) return <SignInPage />;
  return (
    <VisitorFrame>
      <Loading of={loaded}>
        {({ course, outline }) => (
          <>
            <AboutCourse course={course} />
            <WayIn course={course} />
            {outline.version === null ? null : (
              <section class="course-lessons" aria-labelledby="lessons">
                <h2 id="lessons">{texts.lessons}</h2>
                <p class="quiet">
                  {[texts.lessonCount(outline.lesson_count), texts.minutes(outline.minutes)].join(" · ")}
                </p>
                <OutlineList outline={outline} zone={Intl.DateTimeFormat().resolvedOptions().timeZone} />
              </section>
            )}
          </>
        )}
      </Loading>
    </VisitorFrame>
  );
}

function WayIn({ course: { id, mode, prices } }: { course: Course }) {
  const words = useWords();
  const texts = learnWords.use();
  const isOpen = useCentre()?.registration_open !== false;
  return (
    <section class="card" aria-labelledby="way-in">
      {mode === "online" && prices.length ? <p class="number amount">{listPrices(prices, words)}</p> : null}
      <h2 id="way-in">{texts.signInToLearn}</h2>
      <p>{texts.comeBack}</p>
      {isOpen ? (
        <p>
          <a class="button" href={buildSignUpAddress(`course/${id}`)}>
            {words.signIn.signUp}
          </a>
        </p>
      ) : null}
      <SignInForm />
      <p>
        <Link to="password-reset">{words.signIn.forgot}</Link>
      </p>
    </section>
  );
}
