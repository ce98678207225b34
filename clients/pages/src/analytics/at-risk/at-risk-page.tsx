/** Pupils who may leave: why, what was done about it, and how far the list can be trusted. */

import { useState } from "preact/hooks";
import { formatDate, formatDayTime } from "../../format.ts";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { atRiskWords } from "./words/index.ts";
import { getLastPage, Pager, useLastPage } from "../../office/pager.tsx";
import { PupilLink } from "../../office/person-link.tsx";
import { ActionForm } from "./at-risk-action.tsx";
import type { AtRisk, Model } from "./at-risk-data.ts";
import { Quality } from "./at-risk-quality.tsx";

const PAGE_SIZE = 20;
const SHOWN = ["", "false", "true"] as const;

export function AtRiskPage({ me }: PageProps) {
  const words = useWords();
  const texts = atRiskWords.use();
  const title = words.office.nav.pages.atRisk;
  const model = useLoad(() => talim.api.get("/analytics/at-risk/model/"), []);
  return (
    <>
      <h1>{title}</h1>
      <p class="quiet">{texts.help}</p>
      <Loading of={model}>
        {(found) => (
          <>
            {found.shown ? (
              <List me={me} model={found} title={title} />
            ) : (
              <Empty drawing="people" text={`${texts.hidden} ${found.hidden_text}`} />
            )}
            <Quality me={me} model={found} />
          </>
        )}
      </Loading>
    </>
  );
}

function List({ me, model, title }: { me: Person; model: Model; title: string }) {
  const words = useWords();
  const texts = atRiskWords.use();
  const [page, setPage] = useState(1);
  const [handled, setHandled] = useState<(typeof SHOWN)[number]>("");
  const query = { page, page_size: PAGE_SIZE, ...(handled ? { handled: handled === "true" } : {}) };
  const pupils = useLoad(() => talim.api.get("/analytics/at-risk/", { query }), [page, handled]);
  useLastPage(pupils, { page, size: PAGE_SIZE, turn: setPage });
  const choose = (value: string) => {
    setHandled(SHOWN.find((one) => one === value) ?? "");
    setPage(1);
  };
  return (
    <section aria-label={title}>
      <div class="table-tools">
        <select aria-label={texts.show} onChange={(event) => choose(event.currentTarget.value)}>
          {SHOWN.map((value) => (
            <option key={value} value={value} selected={handled === value}>
              {texts.shown[value || "all"]}
            </option>
          ))}
        </select>
      </div>
      <Loading of={pupils}>
        {({ results, count }) =>
          results.length ? (
            <>
              {handled ? null : (
                <p>{texts.counted(count, formatDate(results[0]?.counted_on ?? "", me.zone, words), model.days)}</p>
              )}
              <ul class="cards">
                {results.map((pupil) => (
                  <PupilCard key={pupil.id} me={me} pupil={pupil} onDone={pupils.reload} />
                ))}
              </ul>
              <Pager page={page} pages={getLastPage(count, PAGE_SIZE)} turn={setPage} />
            </>
          ) : (
            <Empty drawing="done" text={texts.none} />
          )
        }
      </Loading>
    </section>
  );
}

function PupilCard({ me, pupil, onDone }: { me: Person; pupil: AtRisk; onDone: () => void }) {
  const words = useWords();
  const texts = atRiskWords.use();
  const { hasPage } = usePersonPages();
  const [isWriting, setIsWriting] = useState(false);
  const name = pupil.student.full_name;
  return (
    <li class="card at-risk">
      <h3>
        <PupilLink me={me} of={pupil.student} />
      </h3>
      <p class="quiet">{[...pupil.groups, ...pupil.branches].map((place) => place.name).join(", ")}</p>
      <p>
        <b>{texts.risk(Math.round(pupil.risk))}</b>
      </p>
      {pupil.reasons.length ? (
        <ul>
          {pupil.reasons.map((reason) => (
            <li key={reason.name}>{reason.text}</li>
          ))}
        </ul>
      ) : null}
      {pupil.actions.length ? (
        <ul aria-label={texts.done}>
          {pupil.actions.map((action) => (
            <li key={action.id}>
              {[texts.kinds[action.kind], action.by?.full_name, formatDayTime(action.created_at, me.zone, words)]
                .filter(Boolean)
                .join(", ")}
              {action.note ? <div class="quiet">{action.note}</div> : null}
            </li>
          ))}
        </ul>
      ) : (
        <p class="quiet">{texts.nothingDone}</p>
      )}
      {isWriting ? (
        <ActionForm pupil={pupil} close={() => setIsWriting(false)} onDone={() => (setIsWriting(false), onDone())} />
      ) : (
        <div class="buttons">
          {hasPage(me, "family-messages") ? (
            <Link to={`family-messages?student=${pupil.student.id}`} class="button">
              {texts.writeTo}
              <span class="unseen"> {name}</span>
            </Link>
          ) : null}
          <button type="button" onClick={() => setIsWriting(true)}>
            {texts.note}
            <span class="unseen"> {name}</span>
          </button>
        </div>
      )}
    </li>
  );
}
