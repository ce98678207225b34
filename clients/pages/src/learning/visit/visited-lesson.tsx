/** A lesson that is open to all, read by somebody without an account; nothing of it is noted. Other lessons ask for the sign-in. */

import { ApiError } from "@talim/client";
import { SignInPage } from "../../accounts/entry/sign-in.tsx";
import { translateName } from "../../gamification/pupil/shop.tsx";
import { Link } from "../../router.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { learnWords } from "../learn/words/index.ts";
import { BlockView } from "../blocks/block-view.tsx";
import { PreviewNotice } from "../learn/lesson.tsx";
import { fetchLesson } from "../learn/learning-calls.ts";
import { VisitorFrame } from "./visitor-frame.tsx";

export function VisitedLesson({ values: { lesson: id = "" } }: { values: Record<string, string> }) {
  const texts = learnWords.use();
  const loaded = useLoad(() => fetchLesson(id, {}), [id]);
  if (loaded.error instanceof ApiError) return <SignInPage />;
  return (
    <VisitorFrame>
      <Loading of={loaded}>
        {(lesson) => (
          <article class="lesson">
            <p class="small">
              <Link to={`course/${lesson.course}`}>{translateName(lesson.course_title)}</Link>
            </p>
            <h1>{lesson.title}</h1>
            <p class="quiet small">
              {[texts.place(lesson.place.number, lesson.place.count), texts.minutes(lesson.minutes)].join(" · ")}
            </p>
            <PreviewNotice course={lesson.course} />
            {lesson.blocks.map((block) => (
              <BlockView key={block.id} block={block} renew={loaded.reload} />
            ))}
            <p>
              <Link to={`course/${lesson.course}`} class="button main">
                {texts.toCourse}
              </Link>
            </p>
          </article>
        )}
      </Loading>
    </VisitorFrame>
  );
}
