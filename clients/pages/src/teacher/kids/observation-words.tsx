/** What was seen of a child, with its photo or recording. */

import { formatDayTime } from "../../format.ts";
import type { Person } from "../../talim.ts";
import { useWords } from "../../words/index.ts";
import { kidsTeacherWords } from "../../words/teacher/kids/index.ts";
import { nameSkill, type Observation } from "./data.ts";

export function ObservationWords({ of: { author, text, skills, file, created_at: at }, me }: { of: Observation; me: Person }) {
  const words = useWords();
  const texts = kidsTeacherWords.use();
  const head = [formatDayTime(at, me.zone, words), author?.full_name ?? texts.somebody, ...skills.map(nameSkill)];
  return (
    <>
      <p class="quiet small">{head.join(" · ")}</p>
      <p class="words">{text}</p>
      {file?.kind === "photo" ? <img src={file.url} alt={texts.photoWith(text)} loading="lazy" /> : null}
      {file?.kind === "voice" ? <audio class="not-printed" src={file.url} controls preload="none" aria-label={texts.voiceWith(text)} /> : null}
    </>
  );
}
