/** The questions about a lesson of a course, below it, and where one asks. */

import { useState } from "preact/hooks";
import { fetchNewestOfPages } from "../pupil/newest.ts";
import type { LessonMoment } from "../learning/blocks/lesson-place.ts";
import { useStore } from "../store.ts";
import { talim, type Person } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { ShowMore } from "../ui/show-more.tsx";
import { forumWords } from "./words/index.ts";
import type { Forum } from "./data.ts";
import { DiscussionList } from "./discussion-list.tsx";
import { NewDiscussion } from "./new-discussion.tsx";

const PAGE_SIZE = 5;

interface Props {
  lesson: { id: string; course: string; hasVideo: boolean };
  me: Person;
  /** Where the video of the lesson is. */
  moment: LessonMoment;
  showMoment: (second: number) => void;
}

export function LessonQuestions({ lesson, me, moment, showMoment }: Props) {
  const texts = forumWords.use();
  const second = useStore(moment.now);
  const [limit, setLimit] = useState(PAGE_SIZE);
  const [forum, setForum] = useState<Forum>();
  const loaded = useLoad(
    () =>
      fetchNewestOfPages(limit, (page, page_size) =>
        talim.api.get("/discussions/", { query: { lesson: lesson.id, page, page_size } }),
      ),
    [lesson.id, limit],
  );
  const done = () => {
    setForum(undefined);
    loaded.reload();
  };
  return (
    <section class="lesson-questions" aria-labelledby="lesson-questions">
      <h2 id="lesson-questions">{texts.lessonTitle}</h2>
      <Loading of={loaded}>
        {({ results, more: hasMore }) => (
          <>
            {results.length ? (
              <DiscussionList rows={results} me={me} showMoment={showMoment} />
            ) : (
              <p class="quiet">{texts.lessonNone}</p>
            )}
            <ShowMore when={hasMore} show={() => setLimit(limit + 20)} off={loaded.stale} />
          </>
        )}
      </Loading>
      {forum ? (
        <NewDiscussion
          forums={[forum]}
          lesson={{ ...lesson, second }}
          onDone={done}
          close={() => setForum(undefined)}
        />
      ) : (
        <ActButton
          word={texts.ask}
          act={() => talim.api.post("/forums/", { body: { course: lesson.course } })}
          onDone={setForum}
        />
      )}
    </section>
  );
}
