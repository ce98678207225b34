/** The pages that people without an account read too: a course, and a lesson that is open to all. Elsewhere they sign in. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useCentreLook } from "../../centre.ts";
import { matchPath, path } from "../../router.tsx";
import { useStore } from "../../store.ts";
import { Waiting } from "../../ui/load.tsx";
import { withWords } from "../../words/catalogue.ts";
import { courseBlockWords } from "../../learning/blocks/words/index.ts";
import { learnWords } from "../../learning/learn/words/index.ts";
import { courseReviewWords } from "../../learning/reviews/words/index.ts";
import { ownWords } from "../../pupil/own/words/index.ts";
import { SignInPage } from "./sign-in.tsx";

type VisitedPage = ComponentType<{ values: Record<string, string> }>;

const PAGES: Record<string, () => Promise<VisitedPage>> = {
  "course/:id": withWords(
    [learnWords, courseReviewWords, ownWords],
    async () => (await import("../../learning/visit/visited-course.tsx")).VisitedCourse,
  ),
  "learn/:lesson": withWords(
    [learnWords, courseBlockWords],
    async () => (await import("../../learning/visit/visited-lesson.tsx")).VisitedLesson,
  ),
};

/** The whole page of a user who is not signed in. */
export function VisitorPage() {
  const here = useStore(path);
  const pattern = Object.keys(PAGES).find((one) => matchPath(one, here));
  if (!pattern) return <SignInPage />;
  return <Visited key={here} values={matchPath(pattern, here) ?? {}} fetch={PAGES[pattern]!} />;
}

function Visited({ values, fetch }: { values: Record<string, string>; fetch: () => Promise<VisitedPage> }) {
  const [Page, setPage] = useState<VisitedPage | null>();
  const centre = useCentreLook()?.name ?? "Talim";
  useEffect(() => {
    document.title = centre;
    fetch().then(
      (page) => setPage(() => page),
      () => setPage(null),
    );
  }, [fetch, centre]);
  if (Page === undefined) return <Waiting />;
  return Page ? <Page values={values} /> : <SignInPage />;
}
