/** What was read aloud after a placement test: to hear, and what the engine made of it. */

import type { Answer } from "@talim/client";
import { formatScore } from "../../format.ts";
import { placementOfficeWords } from "../placement-office/words/index.ts";
import { Sound } from "../take/answer-files.tsx";
import { SpokenWords } from "../take/spoken-words.tsx";

type HeardSpeech = NonNullable<Answer<"/quizzes/placement-sessions/{id}/", "get">["speech"]>;

interface SpeechResultProps {
  speech: HeardSpeech;
  /** Load the result again: the address of a recording holds for five minutes. */
  renew: () => void;
}

export function SpeechResult({ speech, renew }: SpeechResultProps) {
  const texts = placementOfficeWords.use();
  const { asked, overall, url, allowed_by: allowedBy } = speech;
  return (
    <>
      <h3>{texts.speech}</h3>
      <p class="reading">{asked}</p>
      {url === null ? (
        <p class="quiet">{texts.speechRemoved}</p>
      ) : (
        <Sound url={url} name={texts.speechRecording} renew={renew} />
      )}
      {overall === null ? null : (
        <p>
          <b class="number">{texts.speechOverall(formatScore(overall))}</b>{" "}
          <span class="quiet">{texts.besideLevel}</span>
        </p>
      )}
      <SpokenWords spoken={speech} waits={texts.speechWaits} />
      <p class="quiet">{texts.allowedBy[allowedBy]}</p>
    </>
  );
}
