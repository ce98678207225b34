/** A lesson is played: one activity on a screen, with no clock and nothing to lose. The server says what is right. */

import { newId } from "@talim/client";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { talim } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import type { KidsWords } from "./words/en.ts";
import { kidsWords } from "./words/index.ts";
import { ActivityScreen } from "./activity-screen.tsx";
import { readFailure, type Failure } from "./failures.ts";
import { Enough, RetryButton } from "./pause-screens.tsx";
import { Picture } from "./picture.tsx";
import { readActivities, type ActivityBlock, type Hint, type PlayedLesson, type TryResult } from "./play-types.ts";
import { useRenewal } from "./renewal.ts";
import { Rest } from "./rest.tsx";
import { countPlay, getRest } from "./rest-time.ts";
import { findSound, hush, pickText, say } from "./voice.ts";

interface Props {
  child: string;
  lesson: PlayedLesson;
  /** Leads to the path. */
  onLeave: () => void;
}

/** What a child does with a finger, a key or a switch. */
const ACTS = ["pointerdown", "keydown", "click"] as const;

export function Player({
  child,
  lesson,
  renew,
  onLeave,
}: Props & { /** Asks for the lesson again. */ renew: () => void }) {
  const blocks = useMemo(() => readActivities(lesson), [lesson]);
  useRenewal(blocks, renew);
  const [at, setAt] = useState(0);
  const [rests, setRests] = useState(getRest(child) > 0);
  const [isEnough, setIsEnough] = useState(false);
  /** What the server said last of the time that a guardian allows. */
  const left = useRef(lesson.play_left_seconds);
  const block = blocks[at];
  useEffect(() => hush, []);
  useEffect(() => {
    const plays = () => void countPlay(child, Infinity);
    for (const act of ACTS) addEventListener(act, plays);
    return () => {
      for (const act of ACTS) removeEventListener(act, plays);
    };
  }, [child]);
  const onward = () => {
    setAt(at + 1);
    // After the last activity the lesson is done first; the rest, and that it is enough, come on the path.
    if (at + 1 === blocks.length) return;
    if (left.current === 0) setIsEnough(true);
    else if (countPlay(child, lesson.rest_after_seconds)) setRests(true);
  };
  const leave = () => {
    countPlay(child, lesson.rest_after_seconds);
    onLeave();
  };
  if (isEnough) return <Enough sound={lesson.sounds["enough-today"]} onLeave={leave} />;
  if (rests) return <Rest child={child} sounds={lesson.sounds} onEnd={() => setRests(false)} />;
  if (!block) return <Finished child={child} lesson={lesson} onLeave={leave} />;
  return (
    <section class="kid-play" aria-label={lesson.title}>
      <Stars done={at} all={blocks.length} />
      <OneActivity
        key={block.id}
        child={child}
        lesson={lesson}
        block={block}
        onward={onward}
        onLeave={leave}
        hear={(result) => (left.current = result.play_left_seconds)}
      />
    </section>
  );
}

/** How far the lesson is, as stars that fill. */
function Stars({ done, all }: { done: number; all: number }) {
  const texts = kidsWords.use();
  return (
    <div class="kid-stars" role="img" aria-label={texts.step(Math.min(done + 1, all), all)}>
      {Array.from({ length: all }, (_, place) => (
        <span key={place} class={place < done ? "kid-star lit" : "kid-star"}>
          <Picture of="star" />
        </span>
      ))}
    </div>
  );
}

/** Whether this is on the page: an answer may come after the child has left. */
function useIsHere(): { readonly current: boolean } {
  const here = useRef(true);
  useEffect(() => () => void (here.current = false), []);
  return here;
}

type Sent = Record<string, unknown>;

/** The screen moves at each wrong try: an animation of the same name would not begin again. */
const MOVED = ["moved-again", "moved"] as const;

function nameFailure(failure: Failure, texts: KidsWords): string {
  return failure === "away" ? texts.lost : texts.broken;
}

interface ActivityProps extends Props {
  block: ActivityBlock;
  onward: () => void;
  /** Hears each answer of the server. */
  hear: (result: TryResult) => void;
}

function OneActivity({ child, lesson, block, onward, onLeave, hear }: ActivityProps) {
  const texts = kidsWords.use();
  const play = useMemo(() => newId(), [block.id]);
  const [misses, setMisses] = useState(0);
  const [hint, setHint] = useState<Hint>();
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [lost, setLost] = useState<{ sent: Sent; failure: Failure }>();
  const began = useRef(Date.now());
  const top = useRef<HTMLDivElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  const here = useIsHere();
  const instruct = () =>
    say(findSound(block, block.activity.instruction.sound), pickText(block.activity.instruction.text));
  useEffect(() => {
    instruct();
    // What led here is gone, and the focus with it: keys go on at the activity.
    if (document.activeElement === document.body) top.current?.focus({ preventScroll: true });
  }, [block.id]);
  useEffect(() => {
    if (done) next.current?.focus();
  }, [done]);
  const take = (result: TryResult) => {
    setDone(result.star);
    if (result.star) return say(lesson.sounds["well-done"], texts.wellDone);
    setMisses(misses + 1);
    setHint((result.hint ?? undefined) as Hint | undefined);
    say(lesson.sounds[result.hint ? "look-here" : "once-more"], texts.onceMore);
  };
  const send = async (response: Sent) => {
    setBusy(true);
    setLost(undefined);
    const seconds = Math.min(3600, Math.round((Date.now() - began.current) / 1000));
    try {
      const result = await talim.api.post("/children/{id}/lessons/{lesson_id}/answers/", {
        path: { id: child, lesson_id: lesson.id },
        body: {
          block: block.id,
          play,
          number: misses + 1,
          response: response as never,
          has_help: hint !== undefined,
          seconds,
        },
      });
      if (!here.current) return;
      began.current = Date.now();
      hear(result);
      take(result);
    } catch (reason) {
      if (!here.current) return;
      const failure = readFailure(reason);
      if (failure === "path" || failure === "enough") return onLeave();
      setLost({ sent: response, failure });
      say(undefined, nameFailure(failure, texts));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div
        class={misses ? `kid-activity ${MOVED[misses % 2]}` : "kid-activity"}
        ref={top}
        tabIndex={-1}
        data-kind={block.activity.kind}
      >
        <ActivityScreen
          activity={block.activity}
          block={block}
          misses={misses}
          hint={hint}
          off={busy || done}
          send={(response) => void send(response)}
        />
      </div>
      <div class="kid-bar">
        <button type="button" class="kid-tool" aria-label={texts.hear} onClick={instruct}>
          <Icon name="send_all" />
        </button>
        {lost ? <RetryButton failure={lost.failure} onAgain={() => void send(lost.sent)} /> : null}
        {done ? (
          <button type="button" class="main kid-tool kid-onward" ref={next} aria-label={texts.onward} onClick={onward}>
            <Picture of="star" />
          </button>
        ) : null}
      </div>
      <p class="kid-said" role="status">
        {lost ? nameFailure(lost.failure, texts) : done ? texts.wellDone : misses ? texts.onceMore : ""}
      </p>
    </>
  );
}

/** All is played: the lesson is done, and there is a sticker for it. */
function Finished({ child, lesson, onLeave }: Props) {
  const texts = kidsWords.use();
  /** "" where the lesson asks for more than its activities; undefined until the server has answered. */
  const [sticker, setSticker] = useState<string>();
  const [lost, setLost] = useState<Failure>();
  const leave = useRef<HTMLButtonElement>(null);
  const here = useIsHere();
  const finish = async () => {
    setLost(undefined);
    try {
      const answer = await talim.api.post("/children/{id}/lessons/{lesson_id}/finish/", {
        path: { id: child, lesson_id: lesson.id },
      });
      if (!here.current) return;
      setSticker(answer.sticker);
      say(lesson.sounds["finished"], texts.finished);
    } catch (reason) {
      if (!here.current) return;
      const failure = readFailure(reason);
      if (failure === "path" || failure === "enough") return onLeave();
      setLost(failure);
      say(undefined, nameFailure(failure, texts));
    }
  };
  useEffect(() => void finish(), []);
  const isAnswered = sticker !== undefined || lost !== undefined;
  useEffect(() => leave.current?.focus(), [isAnswered]);
  return (
    <section class="kid-play kid-finished" aria-label={texts.finished}>
      {sticker ? (
        <span class="kid-sticker" role="img" aria-label={texts.sticker(texts.pictures[sticker] ?? sticker)}>
          <Picture of={sticker} />
        </span>
      ) : null}
      <div class="kid-bar">
        {lost ? <RetryButton failure={lost} onAgain={() => void finish()} /> : null}
        {isAnswered ? (
          <button type="button" class="main kid-tool" ref={leave} aria-label={texts.toPath} onClick={onLeave}>
            <Icon name="home" />
          </button>
        ) : null}
      </div>
      <p class="kid-said" role="status">
        {lost ? nameFailure(lost, texts) : texts.finished}
      </p>
    </section>
  );
}
