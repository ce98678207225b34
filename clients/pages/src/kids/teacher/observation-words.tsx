/** What was seen of a child, with its photo or recording. */

import { useRef } from "preact/hooks";
import { formatDayTime } from "../../format.ts";
import type { Person } from "../../talim.ts";
import { useWords } from "../../words/index.ts";
import { kidsTeacherWords } from "./words/index.ts";
import { nameSkill, type Observation } from "./data.ts";

/** At most so often (ms) are new links asked for: what has gone has none that works. */
const RENEW_MS = 60_000;

interface ObservationWordsProps {
  of: Observation;
  me: Person;
  /** Ask for new links: those that are there end after five minutes, and a page may be open for longer. */
  renew: () => void;
}

export function ObservationWords({
  of: { author, text, skills, file, created_at: at },
  me,
  renew,
}: ObservationWordsProps) {
  const words = useWords();
  const texts = kidsTeacherWords.use();
  const renewedAt = useRef(0);
  const again = () => {
    if (Date.now() - renewedAt.current < RENEW_MS) return;
    renewedAt.current = Date.now();
    renew();
  };
  const head = [formatDayTime(at, me.zone, words), author?.full_name ?? texts.somebody, ...skills.map(nameSkill)];
  return (
    <>
      <p class="quiet small">{head.join(" · ")}</p>
      <p class="words">{text}</p>
      {file?.kind === "photo" ? (
        <img src={file.url} alt={texts.photoWith(text)} loading="lazy" onError={again} />
      ) : null}
      {file?.kind === "voice" ? (
        <audio
          class="not-printed"
          src={file.url}
          controls
          preload="none"
          aria-label={texts.voiceWith(text)}
          onError={again}
        />
      ) : null}
    </>
  );
}
