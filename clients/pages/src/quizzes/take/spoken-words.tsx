/** What the speech engine heard in a recording, with the words coloured as in homework. */

import { getWordLook } from "../../homework/pupil/word-looks.ts";
import { SignLegend, WordWithSign } from "../../homework/pupil/word-view.tsx";
import { Icon } from "../../ui/icon.tsx";
import { takeWords } from "./words/index.ts";
import type { Question, QuizResponse, Spoken } from "./calls.ts";
import { listFiles } from "./responses.ts";

/** What was heard in the recording that an answer names. */
export function findSpoken(question: Pick<Question, "spoken">, response: QuizResponse | null): Spoken | undefined {
  return question.spoken.find(({ file }) => listFiles(response).includes(file));
}

/** Whether the engine has still to hear the recording of an answer. */
export function isBeingHeard({ spoken, response }: Pick<Question, "spoken" | "response">): boolean {
  return findSpoken({ spoken }, response)?.state === "waiting";
}

interface SpokenWordsProps {
  spoken: Pick<Spoken, "state" | "text" | "words" | "transcript">;
  /** The language that was spoken, where it is known. */
  language?: string;
  /** What is said while the engine has not heard it. */
  waits: string;
}

export function SpokenWords({ spoken: { state, text, words, transcript }, language, waits }: SpokenWordsProps) {
  const texts = takeWords.use();
  if (state === "waiting") {
    return (
      <p class="state" role="status">
        <Icon name="clock" /> {waits}
      </p>
    );
  }
  return (
    <>
      {text ? <p>{text}</p> : null}
      {words.length || transcript ? <h3>{texts.heard}</h3> : null}
      {words.length ? (
        <>
          <p class="reading words" lang={language}>
            {words.map((word) => (
              <span key={word.index}>
                <span class={`word ${getWordLook(word)}`}>
                  <WordWithSign word={word} />
                </span>{" "}
              </span>
            ))}
          </p>
          <SignLegend shownWords={words} />
        </>
      ) : transcript ? (
        <p class="reading" lang={language}>
          {transcript}
        </p>
      ) : null}
    </>
  );
}
