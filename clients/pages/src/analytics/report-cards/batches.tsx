/** The report cards that were made, by group; and a form that makes those of a group. */

import { useState } from "preact/hooks";
import { addDays, formatDate, toIsoDay } from "../../format.ts";
import { getLastPage, Pager, useLastPage } from "../../office/pager.tsx";
import type { PageProps } from "../../person-pages.ts";
import { Link, navigate, query } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { DateField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findGroups } from "../../ui/form/picks.ts";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { reportCardWords } from "./words/index.ts";
import type { ReportCardBatch } from "./data.ts";

const PAGE_SIZE = 20;
/** A form begins with so many days until today. */
const USUAL_DAYS = 90;

export function ReportCardBatches({ me }: PageProps) {
  const words = useWords();
  const texts = reportCardWords.use();
  const group = new URLSearchParams(query.get()).get("group") ?? "";
  const [page, setPage] = useState(1);
  const [isMaking, setIsMaking] = useState(false);
  const asked = { page, page_size: PAGE_SIZE, ...(group ? { group } : {}) };
  const batches = useLoad(() => talim.api.get("/analytics/report-cards/batches/", { query: asked }), [page, group]);
  const named = useLoad(
    async () => (group ? await talim.api.get("/courses/groups/{id}/", { path: { id: group } }) : undefined),
    [group],
  );
  useLastPage(batches, { page, size: PAGE_SIZE, turn: setPage });
  return (
    <>
      <h1>{words.learning.pages.reportCards}</h1>
      <p class="quiet">{texts.help}</p>
      <div class="buttons">
        <button
          type="button"
          class="main"
          disabled={named.value === undefined && group !== ""}
          onClick={() => setIsMaking(true)}
        >
          {texts.make}
        </button>
        {group ? <Link to="group-report-cards">{texts.allGroups}</Link> : null}
      </div>
      <Loading of={batches}>
        {({ results, count }) =>
          results.length ? (
            <>
              <ul class="cards">
                {results.map((batch) => (
                  <BatchCard key={batch.id} batch={batch} me={me} />
                ))}
              </ul>
              <Pager page={page} pages={getLastPage(count, PAGE_SIZE)} turn={setPage} />
            </>
          ) : (
            <Empty drawing="people" text={texts.none} />
          )
        }
      </Loading>
      {isMaking ? (
        <Drawer title={texts.make} close={() => setIsMaking(false)} holdsBack>
          <MakeForm
            me={me}
            group={named.value ? { id: named.value.id, label: named.value.name } : null}
            close={() => setIsMaking(false)}
          />
        </Drawer>
      ) : null}
    </>
  );
}

function BatchCard({ batch, me }: { batch: ReportCardBatch; me: Person }) {
  const words = useWords();
  const texts = reportCardWords.use();
  const days = texts.days(formatDate(batch.first_day, me.zone, words), formatDate(batch.last_day, me.zone, words));
  return (
    <li class="card">
      <h2>
        <Link to={`group-report-cards/${batch.id}`}>{`${batch.title} · ${batch.group.name}`}</Link>
      </h2>
      <p class="quiet">{days}</p>
      <p>{batch.unsent ? texts.waiting(batch.unsent, batch.pupils) : texts.allSent(batch.pupils)}</p>
    </li>
  );
}

function MakeForm({ me, group, close }: { me: Person; group: Pick | null; close: () => void }) {
  const texts = reportCardWords.use();
  const today = toIsoDay(Date.now(), me.zone);
  const form = useForm({
    initial: { group, title: "", first_day: addDays(today, -USUAL_DAYS), last_day: today },
    send: ({ group: chosen, ...values }, idempotencyKey) =>
      talim.api.post("/analytics/report-cards/batches/", {
        body: { ...values, group: chosen?.id ?? "" },
        idempotencyKey,
      }),
    onDone: ({ id }) => navigate(`group-report-cards/${id}`),
  });
  return (
    <Form of={form} word={texts.makeNow} label={texts.make} close={close}>
      <p class="quiet">{texts.makeHelp}</p>
      <PickField of={form} name="group" label={texts.group} find={findGroups} required />
      <TextField of={form} name="title" label={texts.title} hint={texts.titleHint} maxLength={80} required />
      <FieldRow>
        <DateField of={form} name="first_day" label={texts.firstDay} max={today} required />
        <DateField of={form} name="last_day" label={texts.lastDay} max={today} required />
      </FieldRow>
    </Form>
  );
}
