/** The consents for a child: the questions, the guardian's answers, and who gave them when. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../person-pages.ts";
import { formatDayTime } from "../format.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { ChildPage, type Child } from "./children.tsx";

type Consent = Answer<"/auth/children/{id}/consents/", "get">["consents"][number];

export function Consents({ me, values }: PageProps) {
  const words = useWords();
  return (
    <>
      <p>
        <Link to="">← {words.nav.home}</Link>
      </p>
      <h1>{words.parent.consents}</h1>
      <ChildPage childId={values["child"]}>
        {(child) =>
          child.is_minor ? (
            <ConsentAnswers child={child} me={me} />
          ) : (
            <p class="empty">{words.parent.ownAnswers(child.first_name)}</p>
          )
        }
      </ChildPage>
    </>
  );
}

function ConsentAnswers({ child, me }: { child: Child; me: Person }) {
  const words = useWords();
  const path = { id: child.id };
  const consents = useLoad(
    async () => (await talim.api.get("/auth/children/{id}/consents/", { path })).consents,
    [child.id],
  );
  return (
    <>
      <p>{words.parent.consentsHelp(child.first_name)}</p>
      <Loading of={consents}>
        {(all) => (
          <ul class="cards">
            {all.map((consent) => (
              <ConsentCard key={consent.kind} consent={consent} child={child} me={me} onAnswered={consents.reload} />
            ))}
          </ul>
        )}
      </Loading>
    </>
  );
}

function ConsentCard({
  consent,
  child,
  me,
  onAnswered,
}: {
  consent: Consent;
  child: Child;
  me: Person;
  onAnswered: () => void;
}) {
  const words = useWords();
  const texts = words.parent;
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const answer = async (given: boolean) => {
    setBusy(true);
    setError(undefined);
    try {
      const path = { id: child.id, kind: consent.kind };
      await talim.api.put("/auth/children/{id}/consents/{kind}/", { path, body: { given, version: consent.version } });
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
      <ConsentState consent={consent} me={me} />
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

function ConsentState({ consent, me }: { consent: Consent; me: Person }) {
  const words = useWords();
  const texts = words.parent;
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

/** A notice on the first page: a consent waits for an answer. */
export function OpenConsentsNotice({ child }: { child: Child }) {
  const texts = useWords().parent;
  const missing = child.is_minor ? child.consents.filter((consent) => consent.given === null) : [];
  if (!missing.length) return null;
  const asksRecording = missing.some((consent) => consent.kind === "recording");
  return (
    <div class="notice">
      <Icon name="warning" />
      <div>
        <p>{(asksRecording ? texts.voiceAsked : texts.consentAsked)(child.first_name)}</p>
        <p>
          <Link to={`consents/${child.id}`}>{texts.answer}</Link>
        </p>
      </div>
    </div>
  );
}
