/** One question of a placement test: what is heard and read, and its answer. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import type { DocumentNode } from "../../learning/blocks/block-types.ts";
import { DocumentText, isBlank } from "../../learning/blocks/document.tsx";
import { talim } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";
import { placementWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { AnswerFields, EMPTY, isWhole, type PlacementResponse } from "./answer-fields.tsx";
import { Recording } from "./recording.tsx";
import type { PlacementQuestion, PlacementSession } from "./session.ts";

interface QuestionProps {
  session: PlacementSession;
  question: PlacementQuestion;
  secret: string;
  onDone: (session: PlacementSession) => void;
}

export function Question({ session, question, secret, onDone }: QuestionProps) {
  const words = useWords();
  const texts = placementWords.use();
  const { place, body, language, pictures } = question;
  const document = question.prompt as unknown as DocumentNode;
  const [response, setResponse] = useState<PlacementResponse>(EMPTY[body.kind]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const send = async (answer: PlacementResponse) => {
    setBusy(true);
    setError(undefined);
    try {
      onDone(
        await talim.api.put("/quizzes/placement/answers/{place}/", {
          path: { place },
          body: { secret, response: answer },
        }),
      );
    } catch (reason) {
      // Another tab answered it, or the time is up: the session says what comes now.
      if (reason instanceof ApiError && reason.status === 409)
        return onDone(await talim.api.post("/quizzes/placement/session/", { body: { secret } }));
      setError(() => reason);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy && isWhole(response, body)) void send(response);
  };
  return (
    <form class="placement-question" noValidate onSubmit={submit}>
      <h2 ref={title} tabIndex={-1}>
        {texts.question(place, session.max_questions)}
      </h2>
      <progress max={session.max_questions} value={place - 1} aria-hidden="true" />
      {question.has_audio ? <Recording place={place} secret={secret} left={question.plays_left} /> : null}
      <div lang={language}>
        {pictures.map(({ file, url, alt }) => (
          <img key={file} src={url} alt={alt} />
        ))}
        {isBlank(document) ? null : <DocumentText document={document} />}
        <AnswerFields body={body} response={response} respond={setResponse} />
      </div>
      {error ? <Problem error={error} /> : null}
      <div class="buttons">
        <Button type="submit" class="main" off={busy || !isWhole(response, body)}>
          {busy ? words.loading : texts.next}
        </Button>
        <Button class="plain" off={busy} onClick={() => void send(EMPTY[body.kind])}>
          {texts.unknown}
        </Button>
      </div>
    </form>
  );
}
