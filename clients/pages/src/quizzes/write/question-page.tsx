/** The editor of a question, new or known, with a trial of it beside the fields. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ApiError, newId } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { setUnsaved } from "../../homework/recording/close-warning.ts";
import { Link, navigate, query, replacePage } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Button } from "../../ui/button.tsx";
import { Loading, useLoad, Waiting } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWorkInProgress } from "../../work-in-progress.ts";
import { useWords } from "../../words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import { canWriteBank } from "./bank.tsx";
import { useBankFiles } from "./bank-files.tsx";
import {
  buildBody,
  createDraft,
  KINDS,
  readDraft,
  readFieldErrors,
  type Draft,
  type Question,
  type QuestionKind,
} from "./question-data.ts";
import { QuestionForm } from "./question-form.tsx";
import { Regrade } from "./regrade.tsx";
import { TryQuestion } from "./try-question.tsx";

/** The address of a question that does not exist yet. */
const NEW = "new";

export function QuestionPage({ me, values: { id = NEW } }: PageProps) {
  return id === NEW ? <NewQuestion me={me} /> : <KnownQuestion key={id} id={id} me={me} />;
}

function NewQuestion({ me }: { me: Person }) {
  const [asked] = useState(() => new URLSearchParams(query.get()));
  const kind = KINDS.find((one) => one === asked.get("kind")) ?? "single";
  return (
    <QuestionDesk
      bankId={asked.get("bank") ?? ""}
      kind={kind}
      me={me}
      onSaved={({ id }) => replacePage(`question/${id}`)}
    />
  );
}

function KnownQuestion({ id, me }: { id: string; me: Person }) {
  const question = useLoad(() => talim.api.get("/quizzes/questions/{id}/", { path: { id } }), [id]);
  /** What the editor began with, and how often it began anew: what is loaded later does not change what is being written. */
  const [begun, setBegun] = useState<{ question: Question; times: number } | undefined>();
  const again = (saved: Question) => setBegun((before) => ({ question: saved, times: (before?.times ?? 0) + 1 }));
  useEffect(() => {
    if (question.value && !begun) again(question.value);
  }, [question.value]);
  return (
    <Loading of={question}>
      {() =>
        begun ? (
          <QuestionDesk
            key={begun.times}
            question={begun.question}
            bankId={begun.question.bank}
            kind={begun.question.kind}
            me={me}
            onSaved={again}
          />
        ) : (
          <Waiting />
        )
      }
    </Loading>
  );
}

interface DeskProps {
  question?: Question;
  bankId: string;
  kind: QuestionKind;
  me: Person;
  onSaved: (question: Question) => void;
}

function QuestionDesk({ question, bankId, kind, me, onSaved }: DeskProps) {
  const words = useWords();
  const texts = quizWriteWords.use();
  const bank = useLoad(() => talim.api.get("/quizzes/banks/{id}/", { path: { id: bankId } }), [bankId]);
  const files = useBankFiles(bankId);
  const first = useMemo(() => (question ? readDraft(question) : createDraft(kind)), []);
  const [draft, setDraft] = useState<Draft>(first);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const key = useRef(newId());
  const present = useRef(draft);
  const isChanged = draft !== first;
  useWorkInProgress(isChanged);
  const page = useRef({}).current;
  useEffect(() => {
    setUnsaved(page, isChanged);
    return () => setUnsaved(page, false);
  }, [isChanged]);
  const change = (more: Partial<Draft>) => {
    present.current = { ...present.current, ...more };
    setDraft(present.current);
  };
  const writes = bank.value !== undefined && canWriteBank(me, bank.value);
  const errors = error instanceof ApiError ? readFieldErrors(error, kind) : {};
  const isConflict = error instanceof ApiError && error.status === 409 && question !== undefined;
  const save = async (version = question?.version) => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      const body = buildBody(present.current);
      const saved = await retryAfterSignIn(() =>
        question && version
          ? talim.api.put("/quizzes/questions/{id}/", { path: { id: question.id }, body: { ...body, version } })
          : talim.api.post("/quizzes/banks/{id}/questions/", {
              path: { id: bankId },
              body,
              idempotencyKey: key.current,
            }),
      );
      showNotice(words.form.saved);
      onSaved(saved);
    } catch (reason) {
      // What the server refused was not stored; after a lost answer the same key finds what was.
      if (reason instanceof ApiError) key.current = newId();
      setError(() => reason);
      setTimeout(() => document.querySelector(".question-editor .wrong")?.scrollIntoView({ block: "center" }));
    } finally {
      setBusy(false);
    }
  };
  /** Written over what somebody else saved meanwhile. */
  const saveMine = async () => {
    if (!question) return;
    const newest = await talim.api.get("/quizzes/questions/{id}/", { path: { id: question.id } });
    await save(newest.version);
  };
  const takeTheirs = async () =>
    question && onSaved(await talim.api.get("/quizzes/questions/{id}/", { path: { id: question.id } }));
  return (
    <article class="course-editor question-editor">
      <p>
        <Link to={`banks/${bankId}`}>{bank.value?.name ?? words.teacher.nav.banks}</Link>
      </p>
      <h1>{question?.name || texts.newQuestion}</h1>
      {bank.value && !writes ? <p class="quiet">{texts.readOnlyBank}</p> : null}
      <div class="question-sides">
        <form
          noValidate
          // What is typed while it is saved would be lost: the page begins anew with what the server has.
          inert={busy}
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <QuestionForm draft={draft} change={change} errors={errors} bank={bankId} files={files} />
          {isConflict ? (
            <div class="notice bad" role="alert">
              <p>{texts.conflict}</p>
              <span class="buttons">
                <ActButton word={texts.saveMine} act={saveMine} onDone={() => undefined} />
                <ActButton word={texts.takeTheirs} act={takeTheirs} onDone={() => undefined} />
              </span>
            </div>
          ) : error ? (
            <Problem error={error} />
          ) : null}
          {writes ? (
            <div class="buttons">
              <Button type="submit" class="main" off={busy}>
                {busy ? words.loading : words.form.save}
              </Button>
              {question ? (
                <ActButton
                  word={texts.deleteQuestion}
                  class="plain"
                  question={<p>{texts.deleteQuestionSure}</p>}
                  act={() => talim.api.delete("/quizzes/questions/{id}/", { path: { id: question.id } })}
                  onDone={() => {
                    setUnsaved(page, false);
                    showNotice(texts.deleted(question.name));
                    navigate(`banks/${bankId}`);
                  }}
                />
              ) : null}
            </div>
          ) : null}
        </form>
        <div>
          <TryQuestion question={question} draft={draft} isChanged={isChanged} files={files.value ?? []} />
          {question && question.version > 1 && writes ? (
            <Regrade key={question.version} question={question.id} />
          ) : null}
          {question && writes ? (
            <p>
              <Link to={`banks/${bankId}`}>{texts.backToBank}</Link>
            </p>
          ) : null}
        </div>
      </div>
    </article>
  );
}
