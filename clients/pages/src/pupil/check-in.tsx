/** A pupil says that they are there, by the code on the teacher's screen. The code that was photographed is sent at once. */

import { useEffect, useState } from "preact/hooks";
import { ApiError, type Answer } from "@talim/client";
import type { PageProps } from "../person-pages.ts";
import { isTemporary } from "../offline-cache.ts";
import { readHashValue, clearHash } from "../entry/link-token.ts";
import { readFormField, useFormRequest } from "../entry/form-request.ts";
import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";

type Mark = Answer<"/lessons/{id}/check-in/", "post">;

export function CheckIn({ values }: PageProps) {
  const words = useWords();
  const w = words.entry;
  const [mark, be] = useState<Mark>();
  const [photographed, hold] = useState(() => readHashValue("code"));
  const { error, busy, begin } = useFormRequest();
  const send = (code: string) =>
    begin(async () => {
      const path = { id: values["lesson"] ?? "" };
      const use = () => {
        clearHash();
        hold("");
      };
      try {
        be(await talim.api.post("/lessons/{id}/check-in/", { path, body: { code } }));
        use();
      } catch (error) {
        if (isRefused(error)) use();
        throw error;
      }
    });
  useEffect(() => {
    if (photographed) send(photographed);
  }, []);
  return (
    <>
      <h1>{w.checkIn}</h1>
      {mark ? (
        <p class="notice" role="status">
          <Icon name={isCountedPresent(mark) ? "good" : "clock"} />
          <span>{describeMark(mark, w)}</span>
        </p>
      ) : (
        <form onSubmit={(event) => send(readFormField(event, "code").trim())}>
          <label for="code">{w.screenCode}</label>
          <input
            id="code"
            name="code"
            autocapitalize="characters"
            autocomplete="off"
            spellcheck={false}
            required
            defaultValue={photographed}
          />
          {error ? <Problem error={error} /> : null}
          <button type="submit" class="main" disabled={busy}>
            {busy ? words.loading : w.here}
          </button>
        </form>
      )}
      <p>
        <Link to="">{words.toStart}</Link>
      </p>
    </>
  );
}

/** It is of no use any more; not where the server was away, or the session had ended. */
function isRefused(error: unknown): boolean {
  return error instanceof ApiError && error.status !== 401 && !isTemporary(error);
}

function isCountedPresent(mark: Mark): boolean {
  return mark.counts_as === "present";
}

function describeMark(mark: Mark, w: ReturnType<typeof useWords>["entry"]): string {
  if (isCountedPresent(mark)) return w.isHere;
  return mark.counts_as === "late" ? w.isLate(mark.minutes_late ?? 0) : w.isMarked;
}
