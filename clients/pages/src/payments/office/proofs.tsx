/** Transfer proofs that wait for a decision: the payment is taken, or the proof refused with a reason. */

import { useRef, useState } from "preact/hooks";
import { ApiError, newId, type Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { formatDate, formatDayTime, formatMoney } from "../../format.ts";
import { ProofPhoto } from "../family/proof-photo.tsx";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { DialogButtons, Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { useOfficeUpdates } from "../../office/live-updates.ts";
import { getLastPage, Pager, useLastPage } from "../../office/pager.tsx";

type Payment = Answer<"/payments/", "get">["results"][number];
type Proof = Answer<"/payments/{id}/", "get">["proofs"][number];

const PAGE_SIZE = 20;

export function Proofs({ me }: PageProps) {
  const words = useWords();
  const texts = words.office;
  const [page, setPage] = useState(1);
  const query = { proof: true, page, page_size: PAGE_SIZE, ordering: "due_on" };
  const payments = useLoad(() => talim.api.get("/payments/", { query }), [page]);
  const waiting = useLoad(fetchWaitingProofs, []);
  const reload = () => {
    payments.reload();
    waiting.reload();
  };
  useOfficeUpdates(reload);
  useLastPage(payments, { page, size: PAGE_SIZE, turn: setPage });
  return (
    <>
      <h1>{texts.proofs}</h1>
      <Loading of={payments}>
        {({ results, count }) =>
          results.length ? (
            <>
              <ul class="cards">
                {results.map((payment) => (
                  <ProofCard
                    key={payment.id}
                    payment={payment}
                    me={me}
                    waiting={waiting.value ?? []}
                    onDecided={reload}
                  />
                ))}
              </ul>
              <Pager page={page} pages={getLastPage(count, PAGE_SIZE)} turn={setPage} />
            </>
          ) : (
            <p class="empty">{count ? words.loading : texts.noProofs}</p>
          )
        }
      </Loading>
    </>
  );
}

/** Proofs that were accepted and wait for a second person. */
async function fetchWaitingProofs(): Promise<string[]> {
  const query = { state: "waiting" as const, act: "proof" as const, page_size: 100 };
  const approvals = await fetchAllPages((page) => talim.api.get("/payments/approvals/", { query: { ...query, page } }));
  return approvals.map(({ proof }) => proof ?? "");
}

interface ProofProps {
  payment: Payment;
  me: Person;
  waiting: string[];
  onDecided: () => void;
}

function ProofCard({ payment, me, waiting, onDecided }: ProofProps) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <li class="card">
      <strong>{payment.student.full_name}</strong>
      <span class="amount">{formatMoney(payment.outstanding, words)}</span>
      <span class="quiet">
        {[payment.title || payment.reference, words.payments.due(formatDate(payment.due_on, me.zone, words))].join(
          " · ",
        )}
      </span>
      {open ? (
        <ProofView payment={payment} me={me} waiting={waiting} onDecided={onDecided} />
      ) : (
        <button type="button" onClick={() => setOpen(true)}>
          {words.office.seePhoto}
        </button>
      )}
    </li>
  );
}

/** The link of the photo ends soon, so it is loaded when the user opens the proof. */
function ProofView({ payment, me, waiting, onDecided }: ProofProps) {
  const words = useWords();
  const fullPayment = useLoad(() => talim.api.get("/payments/{id}/", { path: { id: payment.id } }), [payment.id]);
  return (
    <Loading of={fullPayment}>
      {({ proofs }) => {
        const proof = proofs.find((item) => item.state === "sent");
        if (!proof) return <p>{words.office.noProofs}</p>;
        const sender = [proof.sent_by?.full_name, formatDayTime(proof.created_at, me.zone, words)];
        return (
          <>
            <p class="quiet">{sender.filter(Boolean).join(" · ")}</p>
            {proof.note ? <blockquote>{proof.note}</blockquote> : null}
            {proof.file ? (
              <ProofPhoto
                file={proof.file}
                type={proof.content_type}
                label={words.office.photo}
                open={words.office.openPhoto}
              />
            ) : null}
            {waiting.includes(proof.id) ? (
              <p class="state">
                <Icon name="clock" />
                {words.office.proofWaits} <Link to="approvals">{words.office.nav.pages.approvals}</Link>
              </p>
            ) : (
              <DecisionForm payment={payment} proof={proof} onDecided={onDecided} />
            )}
          </>
        );
      }}
    </Loading>
  );
}

function DecisionForm({ payment, proof, onDecided }: { payment: Payment; proof: Proof; onDecided: () => void }) {
  const words = useWords();
  const texts = words.office;
  const [isConfirming, setIsConfirming] = useState(false);
  /** What the server says about a sum that is more than is open: the office has to say that the rest is an advance. */
  const [surplus, setSurplus] = useState("");
  const [answer, setAnswer] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const key = useRef(newId());
  const question = surplus || texts.takeSure(formatMoney(proof.amount, words), payment.student.full_name);
  const close = () => {
    setIsConfirming(false);
    setSurplus("");
  };
  const decide = async (decision: "approve" | "refuse") => {
    setBusy(true);
    setError(undefined);
    const advance = Boolean(surplus) && decision === "approve";
    const body = { proof: proof.id, decision, answer: answer.trim(), advance };
    const options = { path: { id: payment.id }, body, idempotencyKey: `${key.current}${decision}${advance}` };
    try {
      const done = await talim.api.post("/payments/{id}/proof/decide/", options);
      showNotice("act" in done ? texts.proofWaits : texts.decided[decision]);
      onDecided();
    } catch (reason) {
      setBusy(false);
      if (reason instanceof ApiError && reason.code === "advance_needed" && !advance) {
        setSurplus(reason.detail);
        return;
      }
      setError(() => reason);
    }
    close();
  };
  return (
    <>
      {error ? <Problem error={error} /> : null}
      <button type="button" class="main" disabled={busy} onClick={() => setIsConfirming(true)}>
        {texts.take(formatMoney(proof.amount, words))}
      </button>
      <details>
        <summary>{texts.refuse}</summary>
        <label for={proof.id}>{texts.whyRefused}</label>
        <textarea
          id={proof.id}
          rows={2}
          maxLength={500}
          value={answer}
          onInput={(event) => {
            setAnswer(event.currentTarget.value);
            key.current = newId();
          }}
        />
        <p>
          <button type="button" disabled={busy || !answer.trim()} onClick={() => void decide("refuse")}>
            {texts.refuse}
          </button>
        </p>
      </details>
      {isConfirming ? (
        <Dialog label={question} close={close}>
          <p>{question}</p>
          <DialogButtons
            word={surplus ? texts.takeInAdvance : texts.take(formatMoney(proof.amount, words))}
            busy={busy}
            main
            go={() => void decide("approve")}
            close={close}
          />
        </Dialog>
      ) : null}
    </>
  );
}
