/** The page of a lead: whom to call, what is next, how far it is, and what happened. */

import { useRef, useState } from "preact/hooks";
import type { PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Loading, useLoad, usePoll } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { useWords } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { hasPermission } from "../office/permissions.ts";
import { Opening, Section } from "../accounts/pupils/section.tsx";
import { AnswerForm, CallForm, NoteForm } from "./call-form.tsx";
import { CloseLead } from "./closing.tsx";
import { getClaim, type Lead, type LeadProps } from "./data.ts";
import { Doubles } from "./doubles.tsx";
import { EraseLead } from "./erase.tsx";
import { LeadFacts, StageChoice, StepEditor } from "./facts.tsx";
import { Flow } from "./flow.tsx";
import { useFreshLeads } from "./fresh.ts";
import { ClaimEnded, ClaimState, LeadState } from "./parts.tsx";
import { Timeline } from "./timeline.tsx";

/** How often (ms) it is loaded anew: somebody else may call the lead meanwhile. */
const POLL_MS = 30_000;

export function LeadPage({ me, values }: PageProps) {
  const words = useWords();
  const id = values["id"] ?? "";
  const lead = useLoad(() => talim.api.get("/leads/{id}/", { path: { id } }), [id]);
  usePoll(lead, POLL_MS);
  useFreshLeads(lead, { lead: id });
  return (
    <>
      <p>
        <Link to="leads">← {words.office.nav.pages.leads}</Link>
      </p>
      <h1>{lead.value?.name ?? words.office.nav.pages.leads}</h1>
      <Loading of={lead}>
        {(found) => <LeadView key={found.id} lead={found} me={me} replace={lead.replace} reload={lead.reload} />}
      </Loading>
    </>
  );
}

function LeadView({
  lead,
  me,
  replace,
  reload,
}: Pick<LeadProps, "lead" | "me"> & { replace: (lead: Lead) => void; reload: () => void }) {
  const texts = leadsWords.use();
  const [version, setVersion] = useState(0);
  const onChanged = (changed?: Lead) => {
    if (changed) replace(changed);
    else reload();
    setVersion((n) => n + 1);
  };
  const works = hasPermission(me, "leads.work");
  const isOpen = lead.state === "open";
  const shared = { lead, me, onChanged };
  return (
    <div class="person-card lead-card">
      <div class="card-head">
        <LeadState lead={lead} />
        {works && isOpen ? <StageChoice {...shared} /> : null}
      </div>
      {works && isOpen ? <Calling {...shared} /> : <ClaimState lead={lead} me={me} />}
      <div class="card-column">
        <Section title={texts.details} open>
          <LeadFacts {...shared} />
        </Section>
        {isOpen ? (
          <Section title={texts.step} open>
            <StepEditor {...shared} />
          </Section>
        ) : null}
        <Section title={texts.flow.title} open>
          <Flow {...shared} version={version} />
        </Section>
      </div>
      <div class="card-column">
        <Section title={texts.timeline} open>
          {works ? (
            <Opening word={texts.addNote}>
              {(close) => <NoteForm lead={lead} close={close} onDone={() => (close(), onChanged())} />}
            </Opening>
          ) : null}
          {works && isOpen && lead.has_chat ? (
            <Opening word={texts.answer}>
              {(close) => <AnswerForm lead={lead} close={close} onDone={() => (close(), onChanged())} />}
            </Opening>
          ) : null}
          <Timeline id={lead.id} me={me} version={version} />
        </Section>
        <Section title={texts.doubles} open>
          <Doubles {...shared} version={version} />
        </Section>
        {works || hasPermission(me, "privacy.erase") ? (
          <Section title={texts.closeOrErase}>
            {works ? <CloseLead {...shared} /> : null}
            {hasPermission(me, "privacy.erase") ? <EraseLead lead={lead} /> : null}
          </Section>
        ) : null}
      </div>
    </div>
  );
}

/** Take the claim, record the call, or let go of it. */
function Calling({ lead, me, onChanged }: LeadProps) {
  const texts = leadsWords.use();
  const claim = getClaim(lead, me);
  const path = { id: lead.id };
  const [, renew] = useState(0);
  /** The own claim that was begun here, until the call is recorded or released: the form outlives the time of the claim. */
  const begun = useRef("");
  const finished = useRef("");
  const until = lead.claimed_until ?? "";
  if (claim === "mine" && until !== finished.current) begun.current = until;
  const finish = () => {
    finished.current = begun.current;
    begun.current = "";
    onChanged();
  };
  const isBegun = claim === "mine" || begun.current !== "";
  return (
    <section class="calling" aria-label={texts.call}>
      {claim === "none" && isBegun ? (
        <ClaimEnded />
      ) : (
        <ClaimState lead={lead} me={me} onEnd={() => renew((n) => n + 1)} />
      )}
      {claim === "none" ? (
        <ActButton
          word={isBegun ? texts.claimAgain : texts.claim}
          class="main"
          act={() =>
            talim.api
              .post("/leads/{id}/claim/", { path })
              .catch((reason: unknown) => (onChanged(), Promise.reject(reason)))
          }
          onDone={onChanged}
        />
      ) : null}
      {isBegun ? <CallForm lead={lead} me={me} onDone={finish} /> : null}
      {isBegun ? (
        <div class="buttons">
          {claim === "mine" ? (
            <ActButton
              word={texts.renew}
              class="plain"
              act={() => talim.api.post("/leads/{id}/claim/", { path })}
              onDone={onChanged}
            />
          ) : null}
          <ActButton
            word={texts.release}
            class="plain"
            act={() => talim.api.delete("/leads/{id}/claim/", { path })}
            onDone={() => {
              showNotice(texts.released);
              finish();
            }}
          />
        </div>
      ) : null}
    </section>
  );
}
