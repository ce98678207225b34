/** A picture of a sample certificate by what stands in the editor now; it is made anew a moment after each change. */

import { ApiError } from "@talim/client";
import { useEffect, useRef, useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";
import { certificateWriteWords } from "./words/index.ts";
import { LANGUAGES, type Language } from "../../words/index.ts";
import type { Content } from "./template-data.ts";

/** How long (ms) a pause in typing is before the picture is made anew. */
const PAUSE_MS = 1_200;

interface Props {
  content: Content;
  language: Language;
  /** What the server found wrong, by field. */
  onErrors?: (errors: Record<string, string>) => void;
}

export function Preview({ content, language, onErrors }: Props) {
  const texts = certificateWriteWords.use();
  const [url, setUrl] = useState<string | undefined>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const asked = useRef(0);
  const isFirst = useRef(true);
  const json = JSON.stringify(content);
  const make = async () => {
    const number = ++asked.current;
    setBusy(true);
    try {
      const picture = await talim.api.post("/certificates/templates/preview/", { body: { language, content } });
      if (number !== asked.current) return;
      setUrl(URL.createObjectURL(picture));
      setError(undefined);
      onErrors?.({});
    } catch (reason) {
      if (number !== asked.current) return;
      setError(() => reason);
      onErrors?.(
        reason instanceof ApiError
          ? Object.fromEntries(Object.entries(reason.fields).map(([path, all]) => [path, all.join(" ")]))
          : {},
      );
    }
    setBusy(false);
  };
  useEffect(() => {
    const timer = setTimeout(() => void make(), isFirst.current ? 0 : PAUSE_MS);
    isFirst.current = false;
    return () => clearTimeout(timer);
  }, [json, language]);
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);
  useEffect(() => () => void asked.current++, []);
  const isWrong = error instanceof ApiError && error.status === 422;
  return (
    <section class="certificate-preview" aria-label={texts.preview}>
      {url ? <img src={url} alt={texts.previewOf(LANGUAGES[language])} class={isWrong ? "outdated" : ""} /> : null}
      <p class="quiet" role="status">
        {busy ? texts.previewWaits : isWrong ? texts.previewWrong : ""}
      </p>
      {error && !isWrong ? <Problem error={error} /> : null}
      <Button off={busy} onClick={() => void make()}>
        {texts.previewAgain}
      </Button>
    </section>
  );
}
