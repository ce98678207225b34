/**
 * Homework that is written or is a file. What was typed stays here until it is sent, with the key it was sent under: when
 * the answer was lost it is not submitted twice.
 */

import { useRef, useState } from "preact/hooks";
import { newId } from "@talim/client";
import { storage, saveItem, talim } from "../talim.ts";
import { Button } from "../ui/button.tsx";
import { clearFileField, checkReadable } from "../ui/file.ts";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import type { Homework } from "./homework-answers.ts";

export function WrittenHomework({ homework, sent }: { homework: Homework; sent: () => void }) {
  const words = useWords();
  const draft = `talim.draft.${homework.id}`;
  const asked = `${draft}.key`;
  const [text, set] = useState(storage.getItem(draft) ?? "");
  const [error, fail] = useState<unknown>();
  const [busy, wait] = useState(false);
  const [hint, say] = useState(false);
  const key = useRef(storage.getItem(asked) ?? newId());
  const isText = homework.assignment.kind === "text";

  const write = (event: Event) => {
    const { value } = event.currentTarget as HTMLTextAreaElement;
    set(value);
    storage.removeItem(asked);
    key.current = newId();
    saveItem(draft, value);
  };
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const file = new FormData(event.currentTarget as HTMLFormElement).get("file");
    const given = isText ? text.trim() : file instanceof File && file.size ? file : "";
    say(!given);
    if (!given) return;
    wait(true);
    fail(undefined);
    if (isText) saveItem(asked, key.current);
    try {
      const form = typeof given === "string" ? { text: given } : { file: await checkReadable(given) };
      await talim.api.post("/homework/{id}/submit/", { path: { id: homework.id }, form, idempotencyKey: key.current });
      for (const name of [draft, asked]) storage.removeItem(name);
      set("");
      key.current = newId();
      sent();
    } catch (reason) {
      fail(() => reason);
    }
    wait(false);
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <label for="given">{isText ? words.task.yourText : words.task.chooseFile}</label>
      {isText ? (
        <textarea id="given" name="text" rows={8} lang={homework.assignment.language} value={text} onInput={write} />
      ) : (
        <input
          id="given"
          name="file"
          type="file"
          onClick={clearFileField}
          onChange={() => {
            key.current = newId();
            fail(undefined);
          }}
        />
      )}
      {hint ? <p role="alert">{words.task.empty}</p> : null}
      {error ? <Problem error={error} /> : null}
      <Button type="submit" class="main" off={busy}>
        {busy ? words.loading : words.task.send}
      </Button>
    </form>
  );
}
