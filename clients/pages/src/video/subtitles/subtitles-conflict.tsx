/** Two people wrote the same subtitles: both texts side by side, and one to go on with. */

import { subtitleWords } from "./words/index.ts";
import { formatClock } from "../clock-time.ts";
import type { SubtitleCue } from "./data.ts";

interface SubtitlesConflictProps {
  mine: SubtitleCue[];
  theirs: SubtitleCue[];
  language: string;
  keepMine: () => void;
  keepTheirs: () => void;
}

export function SubtitlesConflict({ mine, theirs, language, keepMine, keepTheirs }: SubtitlesConflictProps) {
  const texts = subtitleWords.use();
  return (
    <section class="conflict" aria-label={texts.mine}>
      <div class="notice bad" role="alert">
        <p>{texts.conflict}</p>
      </div>
      <div class="buttons">
        <button type="button" class="main" onClick={keepMine}>
          {texts.keepMine}
        </button>
        <button type="button" onClick={keepTheirs}>
          {texts.keepTheirs}
        </button>
      </div>
      <div class="subtitles-sides">
        <Side title={texts.mine} cues={mine} others={theirs} language={language} />
        <Side title={texts.theirs} cues={theirs} others={mine} language={language} />
      </div>
    </section>
  );
}

function Side({
  title,
  cues,
  others,
  language,
}: {
  title: string;
  cues: SubtitleCue[];
  others: SubtitleCue[];
  language: string;
}) {
  const known = new Set(others.map((cue) => describe(cue)));
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ol>
        {cues.map((cue, at) => (
          <li key={at}>
            <span class="number small">{formatClock(cue.start_ms / 1000)}</span>{" "}
            {known.has(describe(cue)) ? (
              <span lang={language}>{cue.text}</span>
            ) : (
              <mark lang={language}>{cue.text}</mark>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function describe({ start_ms: start, end_ms: end, text }: SubtitleCue): string {
  return `${start} ${end} ${text}`;
}
