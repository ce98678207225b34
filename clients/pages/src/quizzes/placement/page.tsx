/** A placement test by its link: who one is, one question after the other, and the level. It goes on after a reload. */

import { useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { readHashValue } from "../../accounts/entry/link-token.ts";
import { useStore } from "../../store.ts";
import { person, talim } from "../../talim.ts";
import { CheckField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PhoneField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { placementWords } from "./words/index.ts";
import { LazySpeech } from "./lazy-speech.tsx";
import { Question } from "./question.tsx";
import { forgetSecret, readSecret, saveSecret, type PlacementSession } from "./session.ts";

const NAME_LENGTH = 100;

export function PlacementPage() {
  const [token] = useState(() => readHashValue("token"));
  const [secret, setSecret] = useState(() => readSecret(token));
  const [session, setSession] = useState<PlacementSession>();
  const begun = (started: string, first: PlacementSession) => {
    saveSecret(token, started);
    setSecret(started);
    setSession(first);
  };
  const begin = <Begin token={token} onDone={begun} />;
  if (!secret) return begin;
  if (!session) return <Resumed secret={secret} onDone={setSession} onGone={() => setSecret("")} />;
  if (session.question)
    return (
      <Question
        key={session.question.place}
        session={session}
        question={session.question}
        secret={secret}
        onDone={setSession}
      />
    );
  const again = token ? () => (forgetSecret(), setSecret(""), setSession(undefined)) : undefined;
  if (session.level)
    return <Finished session={session} level={session.level} secret={secret} onDone={setSession} again={again} />;
  return <Expired again={again} />;
}

/** Load the session that goes on; one that is gone is begun anew. */
function Resumed({
  secret,
  onDone,
  onGone,
}: {
  secret: string;
  onDone: (session: PlacementSession) => void;
  onGone: () => void;
}) {
  const loaded = useLoad(async () => {
    try {
      onDone(await talim.api.post("/quizzes/placement/session/", { body: { secret } }));
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
      onGone();
    }
  }, [secret]);
  return <Loading of={loaded}>{() => null}</Loading>;
}

function Begin({ token, onDone }: { token: string; onDone: (secret: string, session: PlacementSession) => void }) {
  const texts = placementWords.use();
  const me = useStore(person);
  const offer = useLoad(() => talim.api.post("/quizzes/placement/check/", { body: { token: token || "-" } }), [token]);
  const form = useForm({
    initial: { name: "", phone: "", as_me: me?.role === "student" },
    send: ({ name, phone, as_me }) =>
      talim.api.post("/quizzes/placement/start/", { body: { token, name, phone: phone || null, as_me } }),
    onDone: ({ secret, ...session }) => onDone(secret, session),
  });
  if (offer.error) return <Problem error={offer.error} />;
  return (
    <Loading of={offer}>
      {({ title, max_questions: most }) => (
        <>
          <p>
            <strong>{title}</strong>
          </p>
          <p>{texts.help(most)}</p>
          <p class="quiet">{texts.resumed}</p>
          <Form of={form} word={texts.begin} label={texts.title}>
            {me ? (
              <CheckField of={form} name="as_me" label={texts.asMe([me.first_name, me.last_name].join(" ").trim())} />
            ) : null}
            {form.values.as_me ? null : (
              <>
                <TextField
                  of={form}
                  name="name"
                  label={texts.name}
                  maxLength={NAME_LENGTH}
                  autocomplete="name"
                  required
                />
                <PhoneField of={form} name="phone" label={texts.phone} hint={texts.phoneHelp} />
              </>
            )}
          </Form>
        </>
      )}
    </Loading>
  );
}

type FoundLevel = NonNullable<PlacementSession["level"]>;

interface FinishedProps {
  session: PlacementSession;
  level: FoundLevel;
  secret: string;
  onDone: (session: PlacementSession) => void;
  again: (() => void) | undefined;
}

function Finished({ session, level, secret, onDone, again }: FinishedProps) {
  const texts = placementWords.use();
  const [isHeld, setIsHeld] = useState(false);
  return (
    <>
      <Level level={level} />
      {session.speech ? (
        <LazySpeech
          speech={session.speech}
          expiresAt={session.expires_at}
          secret={secret}
          onDone={onDone}
          onHold={setIsHeld}
        />
      ) : null}
      {again && !isHeld ? (
        <button type="button" onClick={again}>
          {texts.another}
        </button>
      ) : null}
    </>
  );
}

function Level({ level }: { level: FoundLevel }) {
  const texts = placementWords.use();
  return (
    <section class="placement-level" role="status">
      <p class="quiet">{texts.yourLevel}</p>
      <p class="placement-code">{level}</p>
      <p>{texts.levels[level]}</p>
      <p>{texts.done}</p>
      <p class="quiet">{texts.roughly}</p>
    </section>
  );
}

function Expired({ again }: { again: (() => void) | undefined }) {
  const texts = placementWords.use();
  return (
    <>
      <p role="status">{texts.expired}</p>
      {again ? (
        <button type="button" class="main" onClick={again}>
          {texts.again}
        </button>
      ) : null}
    </>
  );
}
