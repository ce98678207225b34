/** The report cards of a group: numbers and words of each pupil, and the button that sends them. */

import { useEffect, useState } from "preact/hooks";
import { getDraft } from "../../drafts.ts";
import { formatDate } from "../../format.ts";
import { getLastPage, Pager, useLastPage } from "../../office/pager.tsx";
import type { PageProps } from "../../person-pages.ts";
import { Link, navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextArea } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { reportCardWords } from "./words/index.ts";
import { CardFiles, CardNumbers, CardState, Comment } from "./card-parts.tsx";
import type { ReportCard, ReportCardBatch } from "./data.ts";

const PAGE_SIZE = 20;
/** How often (ms) is asked how far it is, while files are made. */
const ASK_MS = 2_000;

export function ReportCardBatchPage({ me, values: { id = "" } }: PageProps) {
  const texts = reportCardWords.use();
  const [page, setPage] = useState(1);
  const batch = useLoad(() => talim.api.get("/analytics/report-cards/batches/{id}/", { path: { id } }), [id]);
  const cards = useLoad(
    () =>
      talim.api.get("/analytics/report-cards/batches/{id}/cards/", {
        path: { id },
        query: { page, page_size: PAGE_SIZE },
      }),
    [id, page],
  );
  useLastPage(cards, { page, size: PAGE_SIZE, turn: setPage });
  const reload = () => {
    batch.reload();
    cards.reload();
  };
  const isSending = Boolean(batch.value?.sending);
  useEffect(() => {
    if (!isSending) return undefined;
    const asking = setInterval(reload, ASK_MS);
    return () => clearInterval(asking);
  }, [isSending, page]);
  return (
    <>
      <p>
        <Link to="group-report-cards">← {texts.all}</Link>
      </p>
      <Loading of={batch}>
        {(found) => <BatchHead batch={found} cards={cards.value?.results ?? []} me={me} onSent={reload} />}
      </Loading>
      <Loading of={cards}>
        {({ results, count }) =>
          results.length ? (
            <>
              <ul class="cards">
                {results.map((card) => (
                  <WrittenCard key={`${card.id}${card.state}`} card={card} onChange={reload} />
                ))}
              </ul>
              <Pager page={page} pages={getLastPage(count, PAGE_SIZE)} turn={setPage} />
            </>
          ) : (
            <Empty drawing="people" text={texts.noneForYou} />
          )
        }
      </Loading>
    </>
  );
}

const nameDraft = (card: ReportCard) => `report card ${card.id}`;

/** Whether something was typed for a card that still can be sent, and not saved. */
function isUnsaved(card: ReportCard): boolean {
  const { json } = getDraft(nameDraft(card));
  return isOpen(card) && json !== undefined && (JSON.parse(json) as { comment: string }).comment !== card.comment;
}

function isOpen({ state }: ReportCard): boolean {
  return state === "draft" || state === "failed";
}

interface BatchHeadProps {
  batch: ReportCardBatch;
  /** Those on the page. */
  cards: ReportCard[];
  me: Person;
  onSent: () => void;
}

function BatchHead({ batch, cards, me, onSent }: BatchHeadProps) {
  const words = useWords();
  const texts = reportCardWords.use();
  const [first, last, counted] = [batch.first_day, batch.last_day, batch.counted_until].map((day) =>
    formatDate(day, me.zone, words),
  );
  const waiting = batch.unsent - batch.sending;
  const send = () => talim.api.post("/analytics/report-cards/batches/{id}/send/", { path: { id: batch.id } });
  const remove = () => talim.api.delete("/analytics/report-cards/batches/{id}/", { path: { id: batch.id } });
  const leave = () => {
    showNotice(texts.removed);
    navigate("group-report-cards");
  };
  return (
    <>
      <h1>{`${batch.title} · ${batch.group.name}`}</h1>
      <p class="quiet">{[texts.days(first ?? "", last ?? ""), texts.counted(counted ?? "")].join(" · ")}</p>
      <p role="status">
        {batch.sending
          ? texts.making(batch.pupils - batch.unsent, batch.pupils)
          : batch.unsent
            ? texts.waiting(batch.unsent, batch.pupils)
            : texts.allSent(batch.pupils)}
        {batch.failed ? ` ${texts.failed(batch.failed)}` : ""}
      </p>
      {waiting ? (
        <div class="buttons">
          <ActButton
            word={texts.send(waiting)}
            class="main"
            question={<SendQuestion cards={cards} />}
            act={send}
            onDone={onSent}
          />
          {batch.is_deletable ? (
            <ActButton word={texts.remove} question={<p>{texts.removeQuestion}</p>} act={remove} onDone={leave} />
          ) : null}
        </div>
      ) : null}
    </>
  );
}

/** The cards go as they are saved: what was only typed would be missing on them. */
function SendQuestion({ cards }: { cards: ReportCard[] }) {
  const texts = reportCardWords.use();
  const names = cards.filter(isUnsaved).map(({ student }) => student.full_name);
  return (
    <>
      {names.length ? <p class="wrong">{texts.unsaved(names.join(", "))}</p> : null}
      <p>{texts.sendQuestion}</p>
    </>
  );
}

function WrittenCard({ card, onChange }: { card: ReportCard; onChange: () => void }) {
  const texts = reportCardWords.use();
  const [isCorrecting, setIsCorrecting] = useState(false);
  const { student, version, state, comment } = card;
  return (
    <li class="card report-card">
      <h2>{student.full_name}</h2>
      <p>
        <CardState state={state} /> {version > 1 ? <span class="quiet">{texts.version(version)}</span> : null}
      </p>
      <CardNumbers card={card} />
      {isOpen(card) ? (
        <CommentForm card={card} word={texts.save} onDone={onChange} />
      ) : comment ? (
        <Comment card={card} />
      ) : (
        <p class="quiet">{texts.noWords}</p>
      )}
      {state === "sent" ? <CardFiles card={card} /> : null}
      {state === "sent" && !isCorrecting ? (
        <button type="button" onClick={() => setIsCorrecting(true)}>
          {texts.correct}
          <span class="unseen"> {student.full_name}</span>
        </button>
      ) : null}
      {isCorrecting ? (
        <CommentForm
          card={card}
          word={texts.correctNow}
          corrects
          close={() => setIsCorrecting(false)}
          onDone={onChange}
        />
      ) : null}
    </li>
  );
}

interface CommentFormProps {
  card: ReportCard;
  word: string;
  /** Makes the next version. */
  corrects?: boolean;
  close?: () => void;
  onDone: () => void;
}

function CommentForm({ card, word, corrects = false, close, onDone }: CommentFormProps) {
  const texts = reportCardWords.use();
  const label = `${texts.comment}: ${card.student.full_name}`;
  const form = useForm({
    initial: { comment: card.comment },
    draft: nameDraft(card),
    send: (body) =>
      corrects
        ? talim.api.post("/analytics/report-cards/{id}/correct/", { path: { id: card.id }, body })
        : talim.api.put("/analytics/report-cards/{id}/comment/", { path: { id: card.id }, body }),
    onDone: () => {
      showNotice(corrects ? texts.correctedNow : texts.saved);
      onDone();
    },
  });
  return (
    <Form of={form} word={word} label={label} {...(close ? { close } : {})}>
      {corrects ? <p class="quiet">{texts.correctHelp}</p> : null}
      <TextArea of={form} name="comment" label={texts.comment} rows={3} maxLength={2000} />
    </Form>
  );
}
