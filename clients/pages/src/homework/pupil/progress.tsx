/** How it goes for the pupil: scores over time, lessons of the month, achievements. */

import { StoryOfPupil } from "../../analytics/story.tsx";
import type { PageProps } from "../../person-pages.ts";
import { MonthOfPupil } from "../../attendance/parent/month.tsx";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { useEvents } from "../../ui/stream.ts";
import { useWords } from "../../words/index.ts";
import { ownWords } from "../../pupil/own/words/index.ts";
import { Achievements } from "../../gamification/pupil/achievements.tsx";
import { ScoresOverTime } from "./scores.tsx";

const EVENTS = ["notification.created"] as const;

export function Progress({ me }: PageProps) {
  const words = useWords();
  const texts = ownWords.use();
  const month = { title: texts.yourLessons, came: texts.youCame, count: texts.was, presence: texts.presence };
  return (
    <>
      <h1>{words.learning.pages.progress}</h1>
      <ScoresOverTime me={me} />
      <StoryOfPupil me={me} />
      <Achievements me={me} />
      <MonthOfPupil
        student={me.id}
        me={me}
        texts={month}
        useChanges={(reload) => useEvents(talim.realtime.own, EVENTS, reload)}
      />
      <p>
        <Link to="coins">{texts.toBoard}</Link>
      </p>
    </>
  );
}
