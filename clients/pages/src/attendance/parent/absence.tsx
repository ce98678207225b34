/** Excuses of a child: send one, see the last marks and the answers, withdraw an excuse. */

import { useState } from "preact/hooks";
import { newId, type Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { getDraft, saveDraft } from "../../drafts.ts";
import { formatDate, toIsoDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { ChildPage, useChildChanges, type Child } from "../../parent/children.tsx";
import { LastMarks } from "./marks.tsx";

type Excuse = Answer<"/attendance/excuses/", "get">["results"][number];

export function Absence({ me, values }: PageProps) {
  const words = useWords();
  return (
    <>
      <h1>{words.parent.absence}</h1>
      <ChildPage childId={values["child"]}>{(child) => <ExcuseList child={child} me={me} />}</ChildPage>
    </>
  );
}

function ExcuseList({ child, me }: { child: Child; me: Person }) {
  const words = useWords();
  const query = { student: child.id, page_size: 20, ordering: "-created_at" };
  const excuses = useLoad(async () => (await talim.api.get("/attendance/excuses/", { query })).results, [child.id]);
  useChildChanges(child, excuses.reload);
  return (
    <>
      <AbsenceForm child={child} me={me} onSent={excuses.reload} />
      {child.sees_progress ? <LastMarks child={child} me={me} /> : null}
      <section aria-labelledby="excuses">
        <h2 id="excuses">{words.parent.excuses}</h2>
        <Loading of={excuses}>
          {(all) =>
            all.length ? (
              <ul class="cards">
                {all.map((excuse) => (
                  <ExcuseCard key={excuse.id} excuse={excuse} me={me} onChanged={excuses.reload} />
                ))}
              </ul>
            ) : (
              <p class="empty">{words.parent.noExcuses}</p>
            )
          }
        </Loading>
      </section>
    </>
  );
}

function AbsenceForm({ child, me, onSent }: { child: Child; me: Person; onSent: () => void }) {
  const { parent: texts, loading } = useWords();
  const today = toIsoDay(Date.now(), me.zone);
  const draftName = `absence.${child.id}`;
  const [form, setForm] = useState(() => ({
    first: today,
    last: today,
    reason: "",
    key: newId(),
    ...getDraft(draftName),
  }));
  const { first, last, reason, key } = form;
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const body = { student: child.id, starts_on: first, ends_on: last < first ? first : last, reason: reason.trim() };
      await talim.api.post("/attendance/excuses/", { body, idempotencyKey: key });
      saveDraft(draftName, null);
      setForm((current) => ({ ...current, reason: "", key: newId() }));
      showNotice(texts.asked);
      onSent();
    } catch (failure) {
      setError(() => failure);
    }
    setBusy(false);
  };
  const changeField = (field: "first" | "last" | "reason") => (event: Event) => {
    const { value } = event.currentTarget as HTMLInputElement | HTMLTextAreaElement;
    const next = { ...form, [field]: value, key: newId() };
    setForm(next);
    saveDraft(draftName, next.reason.trim() ? next : null);
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <p>{texts.excuseHelp(child.first_name)}</p>
      <div class="pair">
        <div>
          <label for="first">{texts.firstDay}</label>
          <input id="first" type="date" required value={first} onInput={changeField("first")} />
        </div>
        <div>
          <label for="last">{texts.lastDay}</label>
          <input
            id="last"
            type="date"
            required
            min={first}
            value={last < first ? first : last}
            onInput={changeField("last")}
          />
        </div>
      </div>
      <label for="reason">{texts.reason}</label>
      <textarea id="reason" rows={3} maxLength={500} required value={reason} onInput={changeField("reason")} />
      {error ? <Problem error={error} /> : null}
      <Button type="submit" class="main" off={busy || !reason.trim()}>
        {busy ? loading : texts.ask}
      </Button>
    </form>
  );
}

function ExcuseCard({ excuse, me, onChanged }: { excuse: Excuse; me: Person; onChanged: () => void }) {
  const words = useWords();
  const texts = words.parent;
  const [error, setError] = useState<unknown>();
  const withdraw = () =>
    void talim.api.delete("/attendance/excuses/{id}/", { path: { id: excuse.id } }).then(
      () => {
        showNotice(texts.takenBack);
        onChanged();
      },
      (reason: unknown) => setError(() => reason),
    );
  const [first, last] = [excuse.starts_on, excuse.ends_on].map((day) => formatDate(day, me.zone, words));
  return (
    <li class="card">
      <strong>{first === last ? first : `${first} – ${last}`}</strong>
      <span>{excuse.reason}</span>
      <span class="state">
        <Icon name={excuse.state === "accepted" ? "good" : excuse.state === "refused" ? "warning" : "clock"} />
        {texts.excuseState[excuse.state]}
        {excuse.decided_by ? ` · ${excuse.decided_by.full_name}` : ""}
      </span>
      {excuse.answer ? <blockquote>{excuse.answer}</blockquote> : null}
      {excuse.state === "asked" ? (
        <button type="button" onClick={withdraw}>
          {texts.takeBack}
        </button>
      ) : null}
      {error ? <Problem error={error} /> : null}
    </li>
  );
}
