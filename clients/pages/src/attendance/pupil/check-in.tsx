/** Check-in of a pupil with the code on the teacher's screen. A scanned code is sent at once. */

import { useEffect, useState } from "preact/hooks";
import { ApiError, type Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { isTemporary } from "../../offline-cache.ts";
import { readHashValue, clearHash } from "../../accounts/entry/link-token.ts";
import { readFormField, useFormRequest } from "../../accounts/entry/form-request.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";

type Mark = Answer<"/lessons/{id}/check-in/", "post">;

export function CheckIn({ values }: PageProps) {
  const words = useWords();
  const texts = words.entry;
  const [mark, setMark] = useState<Mark>();
  const [scannedCode, setScannedCode] = useState(() => readHashValue("code"));
  const { error, busy, run } = useFormRequest();
  const send = (code: string) =>
    run(async () => {
      const path = { id: values["lesson"] ?? "" };
      const clearCode = () => {
        clearHash();
        setScannedCode("");
      };
      try {
        setMark(await talim.api.post("/lessons/{id}/check-in/", { path, body: { code } }));
        clearCode();
      } catch (error) {
        if (isRefused(error)) clearCode();
        throw error;
      }
    });
  useEffect(() => {
    if (scannedCode) send(scannedCode);
  }, []);
  return (
    <>
      <h1>{words.nav.checkIn}</h1>
      {mark ? (
        <p class="notice" role="status">
          <Icon name={isCountedPresent(mark) ? "good" : "clock"} />
          <span>{describeMark(mark, texts)}</span>
        </p>
      ) : (
        <form onSubmit={(event) => send(readFormField(event, "code").trim())}>
          <label for="code">{texts.screenCode}</label>
          <input
            id="code"
            name="code"
            autocapitalize="characters"
            autocomplete="off"
            spellcheck={false}
            required
            defaultValue={scannedCode}
          />
          {error ? <Problem error={error} /> : null}
          <button type="submit" class="main" disabled={busy}>
            {busy ? words.loading : texts.here}
          </button>
        </form>
      )}
      <p>
        <Link to="">{words.toStart}</Link>
      </p>
    </>
  );
}

/** Whether the code is of no use any more. Not so when the server was away or the session had ended. */
function isRefused(error: unknown): boolean {
  return error instanceof ApiError && error.status !== 401 && !isTemporary(error);
}

function isCountedPresent(mark: Mark): boolean {
  return mark.counts_as === "present";
}

function describeMark(mark: Mark, texts: ReturnType<typeof useWords>["entry"]): string {
  if (isCountedPresent(mark)) return texts.isHere;
  return mark.counts_as === "late" ? texts.isLate(mark.minutes_late ?? 0) : texts.isMarked;
}
