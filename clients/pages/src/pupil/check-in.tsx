/** A pupil says that they are there, by the code on the teacher's screen. The code that was photographed is sent at once. */

import { useEffect, useState } from "preact/hooks";
import { ApiError, type Answer } from "@talim/client";
import type { PageProps } from "../app.tsx";
import { passing } from "../copies.ts";
import { behind, forget } from "../entry/letter.ts";
import { typed, useWork } from "../entry/work.ts";
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
  const [photographed, hold] = useState(() => behind("code"));
  const { error, busy, begin } = useWork();
  const send = (code: string) =>
    begin(async () => {
      const path = { id: values["lesson"] ?? "" };
      const use = () => {
        forget();
        hold("");
      };
      try {
        be(await talim.api.post("/lessons/{id}/check-in/", { path, body: { code } }));
        use();
      } catch (error) {
        if (isRefusal(error)) use();
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
          <Icon name={isHere(mark) ? "good" : "clock"} />
          <span>{wordsOf(mark, w)}</span>
        </p>
      ) : (
        <form onSubmit={(event) => send(typed(event, "code").trim())}>
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
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status !== 401 && !passing(error);
}

function isHere(mark: Mark): boolean {
  return mark.counts_as === "present";
}

function wordsOf(mark: Mark, w: ReturnType<typeof useWords>["entry"]): string {
  if (isHere(mark)) return w.isHere;
  return mark.counts_as === "late" ? w.isLate(mark.minutes_late ?? 0) : w.isMarked;
}
