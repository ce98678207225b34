/** One consent: its text, the answer so far with who gave it when, and another answer. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime } from "../../format.ts";
import type { Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";

export type Consent = Answer<"/auth/children/{id}/consents/", "get">["consents"][number];

interface ConsentCardProps {
  consent: Consent;
  me: Person;
  /** Nothing waits for the answer. */
  quiet?: boolean;
  send: (given: boolean) => Promise<unknown>;
  onAnswered: () => void;
}

export function ConsentCard({ consent, me, quiet = false, send, onAnswered }: ConsentCardProps) {
  const words = useWords();
  const texts = words.parent;
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const answer = async (given: boolean) => {
    setBusy(true);
    setError(undefined);
    try {
      await send(given);
      showNotice(texts.saved);
    } catch (reason) {
      setError(() => reason);
    }
    onAnswered();
    setBusy(false);
  };
  const title = texts.consent[consent.kind];
  const isTextNew = consent.given === true && consent.given_version !== consent.version;
  return (
    <li class="card">
      <strong>{title}</strong>
      <span>{consent.text}</span>
      <ConsentState consent={consent} me={me} quiet={quiet} />
      {isTextNew ? <span>{texts.newText}</span> : null}
      <div class="choice" role="group" aria-label={title}>
        <button
          type="button"
          aria-pressed={consent.given === true && !isTextNew}
          disabled={busy}
          onClick={() => void answer(true)}
        >
          {texts.allow}
        </button>
        <button type="button" aria-pressed={consent.given === false} disabled={busy} onClick={() => void answer(false)}>
          {texts.forbid}
        </button>
      </div>
      {error ? <Problem error={error} /> : null}
    </li>
  );
}

function ConsentState({ consent, me, quiet }: { consent: Consent; me: Person; quiet: boolean }) {
  const words = useWords();
  const texts = words.parent;
  if (consent.given === null && quiet) return <span class="quiet">{texts.noAnswer}</span>;
  if (consent.given === null) {
    return (
      <span class="state warn">
        <Icon name="warning" />
        {texts.unanswered}
      </span>
    );
  }
  const when = consent.answered_at ? formatDayTime(consent.answered_at, me.zone, words) : "";
  return (
    <span class="state">
      <Icon name={consent.given ? "good" : "stop"} />
      {[consent.given ? texts.allowed : texts.forbidden, when, consent.answered_by].filter(Boolean).join(" · ")}
    </span>
  );
}
