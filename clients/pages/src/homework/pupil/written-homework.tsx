/**
 * Homework that is a text or a file. The text stays on the device until it is sent, with its idempotency key: after a
 * lost answer it is not submitted twice. A text that the teacher has sent back is there to be changed.
 */

import { useEffect, useRef, useState } from "preact/hooks";
import { newId, NetworkError } from "@talim/client";
import { storage, saveItem, talim } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { clearFileField, checkReadable } from "../../ui/file.ts";
import { useLoad } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import type { Homework } from "./homework-answers.ts";
import { getDraftItem } from "./text-draft.ts";

/** How often (ms) a text that could not be sent is tried again while the device believes that it has a network. */
const RETRY_MS = 10_000;

export function WrittenHomework({ homework, onSent }: { homework: Homework; onSent: () => void }) {
  const words = useWords();
  const draftItem = getDraftItem(homework.id);
  const keyItem = `${draftItem}.key`;
  const field = `given-${homework.id}`;
  const [text, setText] = useState(storage.getItem(draftItem) ?? "");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [isEmpty, setIsEmpty] = useState(false);
  /** What could not be sent for want of a network: it goes by itself while the page is open. */
  const [unsent, setUnsent] = useState<string | File>();
  const key = useRef(storage.getItem(keyItem) ?? newId());
  const sending = useRef(false);
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
    setUnsent(undefined);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const file = new FormData(event.currentTarget as HTMLFormElement).get("file");
    const content = isText ? text.trim() : file instanceof File && file.size ? file : "";
    setIsEmpty(!content);
    if (content) void send(content);
  };
  const send = async (content: string | File) => {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setError(undefined);
    if (isText) saveItem(keyItem, key.current);
    try {
      const form = typeof content === "string" ? { text: content } : { file: await checkReadable(content) };
      const patience = navigator.onLine ? {} : { retries: 0 };
      await talim.api.post("/homework/{id}/submit/", {
        path: { id: homework.id },
        form,
        idempotencyKey: key.current,
        ...patience,
      });
      for (const name of [draftItem, keyItem]) storage.removeItem(name);
      setText("");
      key.current = newId();
      setUnsent(undefined);
      onSent();
    } catch (reason) {
      if (reason instanceof NetworkError) setUnsent(content);
      else {
        setUnsent(undefined);
        setError(() => reason);
      }
    }
    sending.current = false;
    setBusy(false);
  };
  useEffect(() => {
    if (unsent === undefined) return undefined;
    const again = () => void send(unsent);
    const timer = setInterval(() => navigator.onLine && again(), RETRY_MS);
    addEventListener("online", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
    };
  }, [unsent]);
  return (
    <form onSubmit={submit}>
      {returned ? <p>{words.learning.textReturned}</p> : null}
      <label for={field}>{isText ? words.task.yourText : words.task.chooseFile}</label>
      {isText ? (
        <textarea
          id={field}
          name="text"
          rows={8}
          lang={homework.assignment.language}
          value={text}
          onInput={changeText}
        />
      ) : (
        <input
          id={field}
          name="file"
          type="file"
          onClick={clearFileField}
          onChange={() => {
            key.current = newId();
            setError(undefined);
            setUnsent(undefined);
          }}
        />
      )}
      {isEmpty ? <p role="alert">{words.task.empty}</p> : null}
      {error ? <Problem error={error} /> : null}
      {unsent === undefined ? null : (
        <p class="notice" role="status">
          <Icon name="away" />
          {words.task.waitsForNetwork}
        </p>
      )}
      <Button type="submit" class="main" off={busy}>
        {busy ? words.loading : words.task.send}
      </Button>
    </form>
  );
}

/** The text that the teacher has sent back, to be changed instead of typed again; empty where there is none. */
function useReturnedText({ state, last_attempt: last }: Homework, wanted: boolean): string {
  const id = wanted && state === "returned" ? last?.id : undefined;
  const attempt = useLoad(
    async () => (id ? await talim.api.get("/homework/attempts/{id}/", { path: { id } }) : undefined),
    [id],
  );
  return id ? (attempt.value?.answer ?? "") : "";
}
