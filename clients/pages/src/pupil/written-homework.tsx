/**
 * Homework that is a text or a file. The text stays on the device until it is sent, with its idempotency key: after a
 * lost answer it is not submitted twice. A text that the teacher has sent back is there to be changed.
 */

import { useEffect, useRef, useState } from "preact/hooks";
import { newId } from "@talim/client";
import { storage, saveItem, talim } from "../talim.ts";
import { Button } from "../ui/button.tsx";
import { clearFileField, checkReadable } from "../ui/file.ts";
import { useLoad } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import type { Homework } from "./homework-answers.ts";

export function WrittenHomework({ homework, onSent }: { homework: Homework; onSent: () => void }) {
  const words = useWords();
  const draftItem = `talim.draft.${homework.id}`;
  const keyItem = `${draftItem}.key`;
  const [text, setText] = useState(storage.getItem(draftItem) ?? "");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [isEmpty, setEmpty] = useState(false);
  const key = useRef(storage.getItem(keyItem) ?? newId());
  const isText = homework.assignment.kind === "text";
  const returned = useReturnedText(homework, isText && storage.getItem(draftItem) === null);
  useEffect(() => {
    if (returned) setText((typed) => typed || returned);
  }, [returned]);

  const changeText = (event: Event) => {
    const { value } = event.currentTarget as HTMLTextAreaElement;
    setText(value);
    storage.removeItem(keyItem);
    key.current = newId();
    saveItem(draftItem, value);
  };
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const file = new FormData(event.currentTarget as HTMLFormElement).get("file");
    const content = isText ? text.trim() : file instanceof File && file.size ? file : "";
    setEmpty(!content);
    if (!content) return;
    setBusy(true);
    setError(undefined);
    if (isText) saveItem(keyItem, key.current);
    try {
      const form = typeof content === "string" ? { text: content } : { file: await checkReadable(content) };
      await talim.api.post("/homework/{id}/submit/", { path: { id: homework.id }, form, idempotencyKey: key.current });
      for (const name of [draftItem, keyItem]) storage.removeItem(name);
      setText("");
      key.current = newId();
      onSent();
    } catch (reason) {
      setError(() => reason);
    }
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      {returned ? <p>{words.learning.textReturned}</p> : null}
      <label for="given">{isText ? words.task.yourText : words.task.chooseFile}</label>
      {isText ? (
        <textarea
          id="given"
          name="text"
          rows={8}
          lang={homework.assignment.language}
          value={text}
          onInput={changeText}
        />
      ) : (
        <input
          id="given"
          name="file"
          type="file"
          onClick={clearFileField}
          onChange={() => {
            key.current = newId();
            setError(undefined);
          }}
        />
      )}
      {isEmpty ? <p role="alert">{words.task.empty}</p> : null}
      {error ? <Problem error={error} /> : null}
      <Button type="submit" class="main" off={busy}>
        {busy ? words.loading : words.task.send}
      </Button>
    </form>
  );
}

/** The text that the teacher has sent back, to be changed instead of typed again; empty where there is none. */
function useReturnedText({ state, last_attempt: last }: Homework, wanted: boolean): string {
  const id = wanted && state === "returned" ? last?.id : undefined;
  const attempt = useLoad(async () => (id ? await talim.api.get("/homework/attempts/{id}/", { path: { id } }) : undefined), [id]);
  return id ? (attempt.value?.answer ?? "") : "";
}
