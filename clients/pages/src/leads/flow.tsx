/** From the first call to the pupil: each step with its state, and the form that takes it. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDay, formatMoney } from "../format.ts";
import { usePersonPages } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { saveFile } from "../ui/download.ts";
import { Icon } from "../ui/icon.tsx";
import { useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { QrImage } from "../ui/qr-image.tsx";
import { useWords } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { hasPermission } from "../office/permissions.ts";
import { Opening } from "../accounts/pupils/section.tsx";
import { ConvertForm, type Conversion } from "./convert-form.tsx";
import { formatLocalDay, type LeadProps } from "./data.ts";
import { TestForm } from "./test-form.tsx";
import { TrialForm } from "./trial-form.tsx";

type TestLink = Answer<"/leads/{id}/test/", "post">;

export function Flow({ lead, me, onChanged, version }: LeadProps & { version: number }) {
  const words = useWords();
  const texts = leadsWords.use();
  const own = texts.flow;
  const { hasPage } = usePersonPages();
  const [link, setLink] = useState<TestLink>();
  const [conversion, setConversion] = useState<Conversion>();
  const tests = useLoad(
    () => talim.api.get("/leads/{id}/timeline/", { path: { id: lead.id }, query: { kind: "test", limit: 5 } }),
    [lead.id, version],
  );
  const works = hasPermission(me, "leads.work") && lead.state === "open";
  const places = works && hasPermission(me, "groups.manage");
  const shared = { lead, me, onChanged };
  const sent = tests.value?.results ?? [];
  const level = sent.find(({ test }) => test?.level)?.test?.level;
  return (
    <ol class="flow">
      <Step title={own.came} isDone state={formatDay(lead.created_at, me.zone, words)} />
      <Step
        title={own.trial}
        isDone={lead.tried_on !== null}
        state={lead.tried_on ? own.trialOn(formatLocalDay(lead.tried_on, words)) : own.open}
      >
        {places ? (
          <Opening word={lead.tried_on ? own.anotherTrial : own.bookTrial}>
            {(close) => <TrialForm {...shared} close={close} onChanged={(booked) => (close(), onChanged(booked))} />}
          </Opening>
        ) : null}
      </Step>
      <Step
        title={own.test}
        isDone={level !== undefined}
        state={
          level
            ? texts.level(level)
            : sent.length
              ? sent[0]?.test?.started_at
                ? texts.notFinished
                : texts.notBegun
              : own.open
        }
      >
        {works && hasPermission(me, "quizzes.manage") ? (
          <Opening word={own.sendTest}>
            {(close) => <TestForm {...shared} close={close} onLink={(made) => (close(), setLink(made), onChanged())} />}
          </Opening>
        ) : null}
        {link ? <LinkView link={link} /> : null}
      </Step>
      <Step
        title={own.contract}
        isDone={lead.contract_number !== null}
        state={lead.contract_number === null ? own.open : texts.contractNumber(lead.contract_number)}
      >
        {places ? (
          <Opening word={own.convert}>
            {(close) => (
              <ConvertForm
                {...shared}
                close={close}
                onConverted={(done) => (
                  close(),
                  setConversion(done),
                  showNotice(own.converted(done.student.full_name)),
                  onChanged(done.lead)
                )}
              />
            )}
          </Opening>
        ) : null}
        {conversion ? (
          <p role="status">
            <b>{own.converted(conversion.student.full_name)}</b>{" "}
            {conversion.received ? own.received(formatMoney(conversion.received, words)) : ""}
            {conversion.approval ? own.waits : ""}
          </p>
        ) : null}
        {lead.contract_number !== null ? <ContractButton id={lead.id} number={lead.contract_number} /> : null}
      </Step>
      <Step
        title={own.ready}
        isDone={lead.converted_at !== null}
        state={lead.converted_at ? own.since(formatDay(lead.converted_at, me.zone, words)) : own.open}
      >
        {lead.student && hasPage(me, "pupils") ? (
          <Link to={`pupils/${lead.student.id}`}>
            {lead.converted_at ? own.pupil : own.hasAccount(lead.student.full_name)}
          </Link>
        ) : null}
      </Step>
    </ol>
  );
}

function Step({
  title,
  isDone = false,
  state,
  children,
}: {
  title: string;
  isDone?: boolean;
  state: string;
  children?: ComponentChildren;
}) {
  return (
    <li class={isDone ? "flow-step is-done" : "flow-step"}>
      <p class="state">
        <Icon name={isDone ? "good" : "clock"} />
        <span>
          <strong>{title}</strong> <span class="quiet">{state}</span>
        </span>
      </p>
      <div class="acts">{children}</div>
    </li>
  );
}

function LinkView({ link: { url, qr } }: { link: TestLink }) {
  const { flow: texts } = leadsWords.use();
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    showNotice(texts.copied);
  };
  return (
    <div role="status">
      <p>{texts.testMade}</p>
      <QrImage svg={qr} label={texts.qr} class="placement-qr" />
      <p class="new-link">{url}</p>
      <button type="button" onClick={() => void copy()}>
        {texts.copy}
      </button>
    </div>
  );
}

function ContractButton({ id, number }: { id: string; number: number }) {
  const { flow: texts } = leadsWords.use();
  return (
    <ActButton
      word={texts.contractPdf(number)}
      act={() => talim.api.get("/leads/{id}/contract/", { path: { id } })}
      onDone={(file) => saveFile(file, `contract-${number}.pdf`)}
    />
  );
}
