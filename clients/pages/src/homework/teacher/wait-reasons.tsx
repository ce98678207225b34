/** Why a homework waits for its teacher, and the work that it looks like a copy of. */

import { useState } from "preact/hooks";
import { formatDayTime, formatSeconds } from "../../format.ts";
import { useAttemptSound } from "../pupil/word-view.tsx";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import type { Attempt } from "./attempts.ts";
import { canBeHeard } from "./submission-kinds.ts";

interface Props {
  attempt: Attempt;
  kind: string;
  me: Person;
}

export function WaitReasons({ attempt, kind, me }: Props) {
  const w = useWords().teacher.review;
  const alike = attempt.teacher?.alike;
  const reason = w.reasons[attempt.reason] ?? w.reasons[attempt.verdict];
  const written = canBeHeard(kind) ? undefined : w.written;
  const lines = new Set(
    [written, reason, ...(attempt.teacher?.flags ?? []).map((code) => w.reasons[code])].filter(Boolean),
  );
  if (!lines.size && !alike) return null;
  return (
    <section class={alike ? "notice bad" : "notice"} aria-label={w.why}>
      <Icon name="warning" />
      <div>
        {[...lines].map((line) => (
          <p key={line}>{line}</p>
        ))}
        {alike ? (
          <>
            <p>
              {alike.student
                ? w.like(alike.student.full_name, Math.round(alike.share * 100))
                : w.likeModel(Math.round(alike.share * 100))}
            </p>
            {alike.share < 1 ? <p class="quiet">{w.soundShare}</p> : null}
            {alike.attempt ? <Comparison attempt={attempt} other={alike.attempt} kind={kind} me={me} /> : null}
          </>
        ) : null}
      </div>
    </section>
  );
}

/** Both works beside each other, once they are wanted. */
function Comparison({ attempt, other, kind, me }: Props & { other: string }) {
  const w = useWords().teacher.review;
  const [open, setOpen] = useState(false);
  const first = useLoad(() => (open ? loadWithAuthor(other) : Promise.resolve(undefined)), [open, other]);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{w.compare}</summary>
      {open ? (
        <div class="compared">
          <Loading of={first}>
            {(loaded) => (loaded ? <Work attempt={loaded.attempt} title={loaded.author} kind={kind} me={me} /> : null)}
          </Loading>
          <Work attempt={attempt} title={w.thisOne} kind={kind} me={me} />
        </div>
      ) : null}
    </details>
  );
}

async function loadWithAuthor(id: string): Promise<{ attempt: Attempt; author: string }> {
  const attempt = await talim.api.get("/homework/attempts/{id}/", { path: { id } });
  const homework = await talim.api.get("/homework/{id}/", { path: { id: attempt.homework } });
  return { attempt, author: homework.student.full_name };
}

function Work({ attempt, title, kind, me }: Props & { title: string }) {
  const words = useWords();
  const { playing, play, sound } = useAttemptSound(attempt);
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <p class="quiet small">{formatDayTime(attempt.created_at, me.zone, words)}</p>
      {attempt.audio && canBeHeard(kind) ? (
        <button type="button" onClick={() => (playing ? sound?.stop() : play(0))}>
          <Icon name={playing ? "stop" : "play"} />
          {playing ? words.result.stop : `${words.result.playAll} (${formatSeconds(attempt.duration ?? 0)})`}
        </button>
      ) : null}
      {attempt.transcript || attempt.answer ? (
        <blockquote lang={attempt.language}>{attempt.transcript || attempt.answer}</blockquote>
      ) : null}
    </section>
  );
}
