/** A lesson of an online course: read and heard on a phone, also without a network once it was opened. */

import type { ComponentType } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { CachedNotice, useCachedLoad } from "../../pupil/cached-load.tsx";
import { translateName } from "../../gamification/pupil/shop.tsx";
import { Link, query, showSection } from "../../router.tsx";
import { useStore } from "../../store.ts";
import type { Person } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading } from "../../ui/load.tsx";
import { learnWords } from "./words/index.ts";
import type { Block } from "../blocks/block-types.ts";
import { getBlockElementId } from "../blocks/block-id.ts";
import { BlockView } from "../blocks/block-view.tsx";
import { FileKeeperContext } from "../blocks/file-address.ts";
import { LessonMoment, LessonPlaceContext } from "../blocks/lesson-place.ts";
import { progressQueue } from "./current-queue.ts";
import { createFileKeeper } from "./lesson-files.ts";
import { fetchLesson, type Lesson } from "./learning-calls.ts";
import { LessonTaskWork } from "./lesson-task.tsx";
import { CourseProgress } from "./outline.tsx";
import { useStudy, type Study } from "./study.ts";

/** Where this person was in the lesson last. */
interface LessonPlace {
  block: string;
  position: number;
}

export function LessonPage({ me, values: { lesson: id = "" } }: PageProps) {
  const loaded = useCachedLoad(`course-lesson ${id}`, me, (options) => fetchLesson(id, options), [id]);
  const { error } = loaded;
  if (error instanceof ApiError && ["lesson_locked", "not_enrolled"].includes(error.code))
    return <ClosedLesson error={error} />;
  return (
    <>
      <CachedNotice at={loaded.cachedAt} reload={loaded.reload} me={me} />
      <Loading of={loaded}>
        {(lesson) => <OpenLesson key={lesson.id} lesson={lesson} me={me} renew={loaded.reload} />}
      </Loading>
    </>
  );
}

/** It is locked, or only for who is enrolled: the server says why. */
function ClosedLesson({ error }: { error: ApiError }) {
  const texts = learnWords.use();
  return (
    <>
      <h1>{texts.lessonClosed}</h1>
      <p>{error.detail}</p>
      <p>
        <Link to="courses">{texts.toCourses}</Link>
      </p>
    </>
  );
}

function OpenLesson({ lesson, me, renew }: { lesson: Lesson; me: Person; renew: () => void }) {
  const texts = learnWords.use();
  const keeper = useMemo(() => createFileKeeper(me), [me.id]);
  const moment = useWantedMoment(lesson);
  const here = useMemo(() => ({ lesson: lesson.id, isDraft: false, moment }), [lesson.id, moment]);
  const study = useStudy(lesson, me, renew);
  const place = useResume(lesson, me);
  const isDone = Boolean(study.answer ? study.answer.completed_at : lesson.progress?.completed_at);
  const percent = Math.max(lesson.progress?.percent_of_course ?? 0, study.answer?.percent ?? 0);
  return (
    <article class="lesson">
      <p class="small">
        <Link to={`course/${lesson.course}`}>{translateName(lesson.course_title)}</Link>
      </p>
      <h1>{lesson.title}</h1>
      <p class="quiet small">
        {[texts.place(lesson.place.number, lesson.place.count), texts.minutes(lesson.minutes)].join(" · ")}
      </p>
      {lesson.progress ? <CourseProgress percent={percent} /> : <PreviewNotice course={lesson.course} />}
      <LessonPlaceContext.Provider value={here}>
        <FileKeeperContext.Provider value={keeper}>
          {lesson.blocks.map((block) => (
            <BlockView
              key={block.id}
              block={block}
              from={place.current?.block === block.id ? place.current.position : findHeardEnd(lesson, block.id)}
              report={lesson.progress ? study.report : undefined}
              renew={renew}
              work={findWork(block, lesson, me, renew)}
            />
          ))}
        </FileKeeperContext.Provider>
      </LessonPlaceContext.Provider>
      <LessonEnd lesson={lesson} study={study} isDone={isDone} percent={percent} />
      <QuestionsSlot lesson={lesson} me={me} moment={moment} />
    </article>
  );
}

/** The moment of a video that the address names ("?at=151"): the question of somebody leads there. */
function useWantedMoment(lesson: Lesson): LessonMoment {
  const asked = new URLSearchParams(useStore(query)).get("at") ?? "";
  const moment = useMemo(() => new LessonMoment(), [lesson.id]);
  useEffect(() => {
    if (/^\d{1,6}$/.test(asked)) wantMoment(lesson, moment, Number(asked));
  }, [asked, moment]);
  return moment;
}

/** The first video that is so long: a question names the second and not the video. */
function wantMoment({ blocks }: Lesson, moment: LessonMoment, second: number): void {
  const videos = blocks.filter((block) => block.kind === "video");
  const found = videos.find(({ video }) => (video?.duration_ms ?? Infinity) >= second * 1000) ?? videos[0];
  if (found) moment.wanted.set({ block: found.id, second });
}

type QuestionsProps = {
  lesson: { id: string; course: string; hasVideo: boolean };
  me: Person;
  moment: LessonMoment;
  showMoment: (second: number) => void;
};

/** What people ask about the lesson stands below it, for who may read the discussions. */
function QuestionsSlot({ lesson, me, moment }: { lesson: Lesson; me: Person; moment: LessonMoment }) {
  const { hasPage } = usePersonPages();
  const [Part, setPart] = useState<ComponentType<QuestionsProps>>();
  const isOpen = hasPage(me, "forums");
  useEffect(() => {
    if (!isOpen) return;
    // Without a network the lesson is read without them.
    import("../../forums/fetches.ts")
      .then(({ fetchLessonQuestions }) => fetchLessonQuestions())
      .then(
        (part) => setPart(() => part),
        () => undefined,
      );
  }, [isOpen]);
  const hasVideo = lesson.blocks.some((block) => block.kind === "video");
  return Part ? (
    <Part
      lesson={{ id: lesson.id, course: lesson.course, hasVideo }}
      me={me}
      moment={moment}
      showMoment={(second) => wantMoment(lesson, moment, second)}
    />
  ) : null;
}

/** What this person hands in for a block, if it is a task and they learn the course. */
function findWork(block: Block, lesson: Lesson, me: Person, renew: () => void) {
  const task = lesson.tasks.find((one) => one.block === block.id);
  return task ? <LessonTaskWork task={task} me={me} withText={block.kind === "spoken"} renew={renew} /> : undefined;
}

/** Somebody reads a lesson that is open to all. */
export function PreviewNotice({ course }: { course: string }) {
  const texts = learnWords.use();
  return (
    <div class="notice">
      <Icon name="eye" />
      <p>{texts.preview}</p>
      <Link to={`course/${course}`}>{texts.seeCourse}</Link>
    </div>
  );
}

/** Where the last piece ends (ms) that was heard of a sound. */
function findHeardEnd({ progress }: Lesson, block: string): number | undefined {
  return progress?.blocks.find((one) => one.block === block)?.pieces.at(-1)?.[1];
}

/** Go to the block where this person was last: on any device, and on this one also without a network. */
function useResume(lesson: Lesson, me: Person) {
  const { progress, blocks } = lesson;
  const place = useRef<LessonPlace | undefined>(
    progress?.block ? { block: progress.block, position: progress.position_ms } : undefined,
  );
  useEffect(() => {
    const go = (block: string | undefined) => {
      const element = block && block !== blocks[0]?.id ? document.getElementById(getBlockElementId(block)) : null;
      if (element) showSection(element);
    };
    if (progress?.completed_at || new URLSearchParams(query.get()).has("at")) return;
    void progressQueue.get(me.id, lesson.id).then(
      (waiting) => go(waiting?.block ?? place.current?.block),
      () => go(place.current?.block),
    );
  }, [lesson.id]);
  return place;
}

function LessonEnd({
  lesson,
  study,
  isDone,
  percent,
}: {
  lesson: Lesson;
  study: Study;
  isDone: boolean;
  percent: number;
}) {
  const texts = learnWords.use();
  const end = useRef<HTMLDivElement>(null);
  const reach = useRef(study.reachEnd);
  reach.current = study.reachEnd;
  const wasDone = Boolean(lesson.progress?.completed_at);
  useEffect(() => {
    if (!end.current) return undefined;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      reach.current();
    });
    seen.observe(end.current);
    return () => seen.disconnect();
  }, [lesson.id]);
  const next = lesson.next ?? (isDone ? (study.answer?.next_lesson ?? null) : null);
  const isCourseDone = isDone && percent >= 100;
  return (
    <>
      <div ref={end} class="lesson-end" />
      {study.waits ? (
        <p class="quiet" role="status">
          <Icon name="away" /> {texts.waits}
        </p>
      ) : null}
      {isDone && !wasDone ? (
        <Celebration isCourseDone={isCourseDone} percent={percent} coins={study.answer?.coins ?? 0} />
      ) : null}
      {lesson.needs_hand && !isDone ? <ByHand study={study} /> : null}
      {isDone && wasDone ? (
        <p class="state good">
          <Icon name="good" /> {texts.done}
        </p>
      ) : null}
      {lesson.progress && !isDone && !lesson.needs_hand ? (
        <p class="quiet">{texts.toFinish[String(lesson.completion["rule"] ?? "scrolled")] ?? ""}</p>
      ) : null}
      <nav class="turns" aria-label={texts.lessons}>
        {lesson.previous ? <Link to={`learn/${lesson.previous}`}>{texts.previous}</Link> : <span />}
        {next ? (
          <Link to={`learn/${next}`} class={isDone ? "button main" : "button"}>
            {texts.next}
          </Link>
        ) : (
          <Link to={`course/${lesson.course}`} class={isDone ? "button main" : "button"}>
            {texts.toCourse}
          </Link>
        )}
      </nav>
    </>
  );
}

function ByHand({ study }: { study: Study }) {
  const texts = learnWords.use();
  return (
    <p>
      <Button off={study.waits} class="main" onClick={study.finish}>
        {texts.byHand}
      </Button>
    </p>
  );
}

function Celebration({ isCourseDone, percent, coins }: { isCourseDone: boolean; percent: number; coins: number }) {
  const texts = learnWords.use();
  return (
    <div class="celebration" role="status">
      <Icon name="star" />
      <p>
        <b>{isCourseDone ? texts.courseDone : texts.lessonDone}</b>
        <span>{isCourseDone ? texts.courseDoneMore : texts.ofCourse(percent)}</span>
        {isCourseDone && coins > 0 ? <span>{texts.coinsEarned(coins)}</span> : null}
      </p>
    </div>
  );
}
