/** The calls of today: the next one is claimed, made, and written down. */

import { useEffect, useRef, useState } from "preact/hooks";
import { formatDayTime } from "../format.ts";
import type { PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Empty } from "../ui/empty.tsx";
import { readTranslated } from "../ui/form/translated-field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad, usePoll } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { useWords } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { CallForm } from "./call-form.tsx";
import { getClaim, type Lead } from "./data.ts";
import { useFreshLeads } from "./fresh.ts";
import { ClaimEnded, ClaimState, NextStep, Phones } from "./parts.tsx";
import { Timeline } from "./timeline.tsx";

/** How often (ms) the list is loaded anew: others call too. */
const POLL_MS = 15_000;
const SHOWN = 50;

export function Calls({ me }: PageProps) {
  const texts = leadsWords.use();
  const [current, setCurrent] = useState<Lead>();
  const waiting = useLoad(
    () => talim.api.get("/leads/", { query: { due: "calls", page_size: SHOWN, ordering: "next_step_at" } }),
    [],
  );
  usePoll(waiting, POLL_MS);
  useFreshLeads(waiting);
  /** The last lead that was done here: the list may still say that it is claimed. */
  const finished = useRef("");
  const found =
    current ?? waiting.value?.results.find((lead) => getClaim(lead, me) === "mine" && lead.id !== finished.current);
  // It stays when its claim ends: somebody may be writing the call down.
  useEffect(() => setCurrent(found), [found?.id]);
  const done = () => {
    finished.current = found?.id ?? "";
    setCurrent(undefined);
    waiting.reload();
  };
  return (
    <>
      <h1>{texts.calls}</h1>
      <p class="quiet">{texts.callsHelp}</p>
      {found ? (
        <CurrentCall key={found.id} lead={found} me={me} onClaimed={setCurrent} onDone={done} />
      ) : (
        <ActButton
          word={texts.nextCall}
          class="main"
          act={() => talim.api.post("/leads/next-call/")}
          here={{ not_found: texts.nobodyToCall }}
          onDone={(lead) => {
            setCurrent(lead);
            waiting.reload();
          }}
        />
      )}
      <h2>{texts.waiting}</h2>
      <Loading of={waiting}>
        {({ results }) =>
          results.length ? (
            <ul class="cards lead-cards">
              {results.map((lead) => (
                <WaitingLead key={lead.id} lead={lead} me={me} />
              ))}
            </ul>
          ) : (
            <Empty drawing="done" text={texts.noCalls} />
          )
        }
      </Loading>
    </>
  );
}

function WaitingLead({ lead, me }: { lead: Lead; me: Person }) {
  const words = useWords();
  const texts = leadsWords.use();
  const claim = getClaim(lead, me);
  return (
    <li class="card">
      <Link to={`leads/${lead.id}`}>
        <strong>{lead.name}</strong>
      </Link>
      {lead.next_step_at ? (
        <NextStep lead={lead} zone={me.zone} />
      ) : (
        <span class="quiet">{lead.called_at ? formatDayTime(lead.called_at, me.zone, words) : texts.notCalled}</span>
      )}
      {claim !== "another" ? null : (
        <span class="state">
          <Icon name="phone" />
          {texts.othersCall(lead.claimed_by?.full_name ?? "")}
        </span>
      )}
    </li>
  );
}

interface CurrentProps {
  lead: Lead;
  me: Person;
  onClaimed: (lead: Lead) => void;
  onDone: () => void;
}

/** Whom to call, what is known, and the form of the call. */
function CurrentCall({ lead, me, onClaimed, onDone }: CurrentProps) {
  const texts = leadsWords.use();
  const path = { id: lead.id };
  const [, renew] = useState(0);
  const claim = getClaim(lead, me);
  const wish = [lead.course ? readTranslated(lead.course.title) : "", lead.group?.name ?? ""]
    .filter(Boolean)
    .join(" · ");
  return (
    <section class="card current-call" aria-labelledby="current-call">
      <h2 id="current-call">
        <Link to={`leads/${lead.id}`}>{lead.name}</Link>
      </h2>
      <p class="current-phones">
        <Phones phones={lead.phones} />
      </p>
      {wish ? <p>{wish}</p> : null}
      {lead.note ? <p class="note-text">{lead.note}</p> : null}
      <p>
        <NextStep lead={lead} zone={me.zone} />
      </p>
      {claim === "none" ? <ClaimEnded /> : <ClaimState lead={lead} me={me} onEnd={() => renew((n) => n + 1)} />}
      <CallForm lead={lead} me={me} onDone={onDone} />
      <div class="buttons">
        <ActButton
          word={claim === "none" ? texts.claimAgain : texts.renew}
          class="plain"
          act={() => talim.api.post("/leads/{id}/claim/", { path })}
          onDone={onClaimed}
        />
        <ActButton
          word={texts.release}
          class="plain"
          act={() => talim.api.delete("/leads/{id}/claim/", { path })}
          onDone={() => {
            showNotice(texts.released);
            onDone();
          }}
        />
      </div>
      <details>
        <summary>{texts.timeline}</summary>
        <Timeline id={lead.id} me={me} version={0} />
      </details>
    </section>
  );
}
