/** Photos of transfers that wait to be looked at: the money is taken, or the photo refused with a reason. */

import { useRef, useState } from "preact/hooks";
import { newId, type Answer } from "@talim/client";
import type { PageProps } from "../person-pages.ts";
import { formatDate, formatDayTime, formatMoney } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { DialogButtons, Dialog } from "../ui/dialog.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { useOfficeUpdates } from "./live-updates.ts";
import { getLastPage, Pager, useLastPage } from "./pager.tsx";

type Payment = Answer<"/payments/", "get">["results"][number];
type Proof = Answer<"/payments/{id}/", "get">["proofs"][number];

const PAGE_SIZE = 20;

export function Proofs({ me }: PageProps) {
  const words = useWords();
  const w = words.office;
  const [page, turn] = useState(1);
  const query = { proof: true, page, page_size: PAGE_SIZE, ordering: "due_on" };
  const waiting = useLoad(() => talim.api.get("/payments/", { query }), [page]);
  useOfficeUpdates(waiting.reload);
  useLastPage(waiting, { page, size: PAGE_SIZE, turn });
  return (
    <>
      <h1>{w.proofs}</h1>
      <Loading of={waiting}>
        {({ results, count }) =>
          results.length ? (
            <>
              <ul class="cards">
                {results.map((payment) => (
                  <ProofCard key={payment.id} payment={payment} me={me} decided={waiting.reload} />
                ))}
              </ul>
              <Pager page={page} pages={getLastPage(count, PAGE_SIZE)} turn={turn} />
            </>
          ) : (
            <p class="empty">{count ? words.loading : w.noProofs}</p>
          )
        }
      </Loading>
    </>
  );
}

function ProofCard({ payment, me, decided }: { payment: Payment; me: Person; decided: () => void }) {
  const words = useWords();
  const [open, see] = useState(false);
  return (
    <li class="card">
      <strong>{payment.student.full_name}</strong>
      <span class="amount">{formatMoney(payment.outstanding, words)}</span>
      <span class="quiet">
        {[payment.title || payment.reference, words.payments.due(formatDate(payment.due_on, me.zone, words))].join(" · ")}
      </span>
      {open ? (
        <ProofView payment={payment} me={me} decided={decided} />
      ) : (
        <button type="button" onClick={() => see(true)}>
          {words.office.seePhoto}
        </button>
      )}
    </li>
  );
}

/** The photo's address ends soon: it is asked for when somebody looks. */
function ProofView({ payment, me, decided }: { payment: Payment; me: Person; decided: () => void }) {
  const words = useWords();
  const fullPayment = useLoad(() => talim.api.get("/payments/{id}/", { path: { id: payment.id } }), [payment.id]);
  return (
    <Loading of={fullPayment}>
      {({ proofs }) => {
        const proof = proofs.find((item) => item.state === "sent");
        if (!proof) return <p>{words.office.noProofs}</p>;
        const from = [proof.sent_by?.full_name, formatDayTime(proof.created_at, me.zone, words)];
        return (
          <>
            <p class="quiet">{from.filter(Boolean).join(" · ")}</p>
            {proof.note ? <blockquote>{proof.note}</blockquote> : null}
            {proof.file ? <Photo file={proof.file} type={proof.content_type} /> : null}
            <DecisionForm payment={payment} proof={proof} decided={decided} />
          </>
        );
      }}
    </Loading>
  );
}

function Photo({ file, type }: { file: string; type: string | null }) {
  const { office: w } = useWords();
  /** A store of its own is another host: the page asks it for nothing by itself. */
  const isOwn = file.startsWith("/");
  return (
    <p>
      <a href={file} target="_blank" rel="noopener noreferrer">
        {isOwn && type?.startsWith("image/") ? <img class="photo" src={file} alt={w.photo} /> : w.openPhoto}
      </a>
    </p>
  );
}

function DecisionForm({ payment, proof, decided }: { payment: Payment; proof: Proof; decided: () => void }) {
  const words = useWords();
  const w = words.office;
  const [sure, ask] = useState(false);
  const [answer, say] = useState("");
  const [error, fail] = useState<unknown>();
  const [busy, wait] = useState(false);
  const key = useRef(newId());
  const question = w.takeSure(formatMoney(proof.amount, words), payment.student.full_name);
  const decide = async (decision: "approve" | "refuse") => {
    wait(true);
    fail(undefined);
    const body = { proof: proof.id, decision, answer: answer.trim() };
    const options = { path: { id: payment.id }, body, idempotencyKey: `${key.current}${decision}` };
    try {
      await talim.api.post("/payments/{id}/proof/decide/", options);
      showNotice(w.decided[decision]);
      decided();
    } catch (reason) {
      fail(() => reason);
      wait(false);
    }
    ask(false);
  };
  return (
    <>
      {error ? <Problem error={error} /> : null}
      <button type="button" class="main" disabled={busy} onClick={() => ask(true)}>
        {w.take(formatMoney(proof.amount, words))}
      </button>
      <details>
        <summary>{w.refuse}</summary>
        <label for={proof.id}>{w.whyRefused}</label>
        <textarea
          id={proof.id}
          rows={2}
          maxLength={500}
          value={answer}
          onInput={(event) => {
            say(event.currentTarget.value);
            key.current = newId();
          }}
        />
        <p>
          <button type="button" disabled={busy || !answer.trim()} onClick={() => void decide("refuse")}>
            {w.refuse}
          </button>
        </p>
      </details>
      {sure ? (
        <Dialog label={question} close={() => ask(false)}>
          <p>{question}</p>
          <DialogButtons
            word={w.take(formatMoney(proof.amount, words))}
            busy={busy}
            main
            go={() => void decide("approve")}
            close={() => ask(false)}
          />
        </Dialog>
      ) : null}
    </>
  );
}
