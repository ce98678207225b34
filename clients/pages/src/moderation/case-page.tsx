/** One reported text with what stands around it, why it was reported, the decision about it, and the answer to an appeal. */

import { useRef } from "preact/hooks";
import { describeError } from "../errors.ts";
import { formatDayTime } from "../format.ts";
import type { PageProps } from "../person-pages.ts";
import { Link, navigate } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { KeyTable, useKeysEnabled } from "../homework/teacher/key-list.tsx";
import { ActButton } from "../ui/act-button.tsx";
import { CheckField, ChoiceField, SelectField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { NumberField, TextArea } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { forumWords } from "../forums/words/index.ts";
import { useWords } from "../words/index.ts";
import { moderationWords } from "./words/index.ts";
import { ACTIONS, getCaseAct, usePageKeys, type Action } from "./case-keys.ts";
import { MODERATE, type Case, type Decision } from "./data.ts";
import { AppealLines, SanctionLine } from "./decision-parts.tsx";

export function CasePage({ me, values: { id = "" } }: PageProps) {
  const texts = moderationWords.use();
  const loaded = useLoad(() => talim.api.get("/moderation/cases/{id}/", { path: { id } }), [id]);
  return (
    <>
      <p class="small">
        <Link to="moderation">{texts.back}</Link>
      </p>
      <Loading of={loaded}>{(one) => <OpenCase key={one.id} of={one} me={me} onChange={loaded.reload} />}</Loading>
    </>
  );
}

function OpenCase({ of: one, me, onChange }: { of: Case; me: Person; onChange: () => void }) {
  const words = useWords();
  const texts = moderationWords.use();
  const name = one.author?.full_name ?? texts.unknown;
  const discussion = one.link["discussion"];
  const room = one.link["room"];
  return (
    <>
      <h1>{texts.author(name)}</h1>
      <p class="quiet">
        {[one.place_title, formatDayTime(one.written_at, me.zone, words), one.is_held ? texts.held : ""]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <h2>{texts.reported}</h2>
      <blockquote class="reported">{one.words}</blockquote>
      {one.text === null ? (
        <p>{texts.gone}</p>
      ) : one.text === one.words ? null : (
        <>
          <h2>{texts.now}</h2>
          <blockquote class="reported">{one.text}</blockquote>
        </>
      )}
      {room && one.text !== null ? (
        <p>
          <Link to={`chat/${room}`}>{texts.openRoom}</Link>
        </p>
      ) : null}
      {discussion && one.text !== null ? (
        <p>
          <Link to={`discussion/${discussion}`}>{texts.open}</Link>
        </p>
      ) : null}
      <Reports of={one} me={me} />
      {one.context.length ? (
        <details open>
          <summary>{texts.around}</summary>
          <ul class="rows">
            {one.context.map((text) => (
              <li key={text.id}>
                <b>{text.author?.full_name ?? texts.unknown}</b> {text.words}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {one.decisions.length ? (
        <>
          <h2>{texts.earlier}</h2>
          <ul class="cards">
            {one.decisions.map((decision) => (
              <DecisionCard key={decision.id} decision={decision} me={me} onChange={onChange} />
            ))}
          </ul>
        </>
      ) : null}
      {one.is_open ? <DecideForm of={one} me={me} /> : null}
    </>
  );
}

function Reports({ of: { reports }, me }: { of: Case; me: Person }) {
  const words = useWords();
  const texts = moderationWords.use();
  const reasons: Record<string, string> = forumWords.use().reasons;
  return (
    <>
      <h2>{texts.why}</h2>
      <ul class="rows">
        {reports.map((report) => (
          <li key={report.id}>
            <b>{report.reason === "rules" ? texts.rules : (reasons[report.reason] ?? report.reason)}</b>{" "}
            {report.reason === "rules" ? (texts.rule[report.words] ?? report.words) : report.words}
            <span class="quiet">
              {" "}
              {texts.by(report.author?.full_name ?? "–", formatDayTime(report.created_at, me.zone, words))}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

const FIRST_DAYS = 3;
/** So many texts that wait are looked through for the next one. */
const QUEUE_SIZE = 100;

/** Where the text stands that follows in the queue; the queue itself after the last one. */
async function findNext(id: string): Promise<string> {
  const { results } = await talim.api.get("/moderation/cases/", { query: { is_open: true, page_size: QUEUE_SIZE } });
  const next = results[results.findIndex((other) => other.id === id) + 1];
  return next && next.id !== id ? `moderation/${next.id}` : "moderation";
}

function DecideForm({ of: one, me }: { of: Case; me: Person }) {
  const words = useWords();
  const texts = moderationWords.use();
  const section = useRef<HTMLElement>(null);
  const [keys, changeKeys] = useKeysEnabled();
  const form = useForm({
    initial: {
      action: "" as Action | "",
      reason: "",
      hides: false,
      days: FIRST_DAYS as number | null,
      everywhere: false,
    },
    draft: `case ${one.id}`,
    send: ({ action, reason, hides, days, everywhere }, idempotencyKey) => {
      const isMute = action === "mute";
      const body = {
        action: action || "dismiss",
        reason,
        hides: action === "hide" || (action !== "dismiss" && hides),
        days: isMute ? days : null,
        everywhere: isMute && everywhere,
      } as const;
      return talim.api.post("/moderation/cases/{id}/decide/", { path: { id: one.id }, body, idempotencyKey });
    },
    onDone: () => {
      showNotice(texts.done);
      navigate("moderation");
    },
  });
  const { action } = form.values;
  const choose = (next: Action) => {
    form.set("action", next);
    // The field of the days is drawn first.
    setTimeout(() =>
      section.current?.querySelector<HTMLElement>(next === "mute" ? "[name=days]" : "[name=reason]")?.focus(),
    );
  };
  const skip = () => findNext(one.id);
  usePageKeys(keys, (event, place) => {
    const act = getCaseAct(event, place);
    if (act?.kind === "choose") choose(act.action);
    else if (act?.kind === "skip")
      skip().then(navigate, (error: unknown) => showNotice(describeError(error, words).text));
    else if (act?.kind === "send" && section.current?.contains(document.activeElement)) void form.submit();
    else return false;
    return true;
  });
  const { skip: later } = words.teacher.review.actions;
  return (
    <section aria-labelledby="decide" ref={section}>
      <h2 id="decide">{texts.decide}</h2>
      <Form of={form} word={texts.decide} label={texts.decide} here={{ not_open: texts.tooLate }}>
        <SelectField
          of={form}
          name="action"
          label={texts.action}
          options={ACTIONS.map((value) => ({ value, label: texts.actions[value] }))}
          required
        />
        {action === "mute" ? <NumberField of={form} name="days" label={texts.days} min={1} required /> : null}
        {action === "mute" && me.permissions.includes(MODERATE) ? (
          <CheckField of={form} name="everywhere" label={texts.everywhere} />
        ) : null}
        {["warn", "mute", "ban"].includes(action) ? <CheckField of={form} name="hides" label={texts.hides} /> : null}
        <TextArea of={form} name="reason" label={texts.reason} hint={texts.reasonHint} maxLength={1_000} required />
      </Form>
      <ActButton class="plain" word={later} act={skip} onDone={navigate} />
      <KeyTable
        on={keys}
        change={changeKeys}
        rows={[
          ...ACTIONS.map((value, place) => [String(place + 1), texts.actions[value]] as const),
          ["Ctrl ⏎", texts.decide],
          ["N", later],
        ]}
      />
    </section>
  );
}

function DecisionCard({ decision, me, onChange }: { decision: Decision; me: Person; onChange: () => void }) {
  const words = useWords();
  const texts = moderationWords.use();
  const facts = [
    texts.by(decision.moderator?.full_name ?? "–", formatDayTime(decision.created_at, me.zone, words)),
    decision.days ? texts.forDays(decision.days) : "",
    decision.withdrawn_at ? texts.withdrawn : "",
  ];
  return (
    <li class="card" data-testid="decision">
      <h3>{texts.actions[decision.action]}</h3>
      <p class="quiet">{facts.filter(Boolean).join(" · ")}</p>
      <p>{decision.reason}</p>
      <SanctionLine of={decision.sanction} me={me} />
      <AppealLines of={decision.appeal} mine={false} />
      {decision.appeal?.is_granted === null ? <AnswerForm id={decision.id} onDone={onChange} /> : null}
    </li>
  );
}

function AnswerForm({ id, onDone }: { id: string; onDone: () => void }) {
  const texts = moderationWords.use();
  const form = useForm({
    initial: { choice: "" as "grant" | "refuse" | "", answer: "" },
    draft: `appeal answer ${id}`,
    send: ({ choice, answer }, idempotencyKey) =>
      talim.api.post("/moderation/decisions/{id}/answer/", {
        path: { id },
        body: { is_granted: choice === "grant", answer },
        idempotencyKey,
      }),
    onDone: () => {
      showNotice(texts.answered);
      onDone();
    },
  });
  return (
    <Form
      of={form}
      word={texts.answerSend}
      label={texts.answerSend}
      here={{ own_decision: texts.ownDecision, not_open: texts.tooLate }}
    >
      <ChoiceField
        of={form}
        name="choice"
        label={texts.choice}
        options={[
          { value: "refuse", label: texts.refuse },
          { value: "grant", label: texts.grant },
        ]}
        required
      />
      <TextArea of={form} name="answer" label={texts.answer} hint={texts.reasonHint} maxLength={1_000} required />
    </Form>
  );
}
