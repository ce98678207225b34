/** What was decided about one's own texts, and asking once for another look. */

import { useState } from "preact/hooks";
import { formatDayTime } from "../format.ts";
import type { PageProps } from "../person-pages.ts";
import { fetchNewestOfPages } from "../pupil/newest.ts";
import { talim, type Person } from "../talim.ts";
import { Empty } from "../ui/empty.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextArea } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { ShowMore } from "../ui/show-more.tsx";
import { useEvents } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";
import { moderationWords } from "./words/index.ts";
import type { OwnDecision } from "./data.ts";
import { AppealLines, SanctionLine } from "./decision-parts.tsx";

const PAGE_SIZE = 20;
const EVENTS = ["notification.created"] as const;

export function OwnDecisions({ me }: PageProps) {
  const texts = moderationWords.use();
  const [limit, setLimit] = useState(PAGE_SIZE);
  const loaded = useLoad(
    () =>
      fetchNewestOfPages(limit, (page, page_size) =>
        talim.api.get("/moderation/decisions/", { query: { page, page_size } }),
      ),
    [me.id, limit],
  );
  useEvents(talim.realtime.own, EVENTS, loaded.reload);
  return (
    <>
      <h1>{texts.ownTitle}</h1>
      <Loading of={loaded}>
        {({ results, more: hasMore }) =>
          results.length ? (
            <>
              <ul class="cards">
                {results.map((decision) => (
                  <DecisionCard key={decision.id} decision={decision} me={me} onDone={loaded.reload} />
                ))}
              </ul>
              <ShowMore when={hasMore} show={() => setLimit(limit + PAGE_SIZE)} off={loaded.stale} />
            </>
          ) : (
            <Empty drawing="done" text={texts.ownNone} />
          )
        }
      </Loading>
    </>
  );
}

function DecisionCard({ decision, me, onDone }: { decision: OwnDecision; me: Person; onDone: () => void }) {
  const words = useWords();
  const texts = moderationWords.use();
  const [asks, setAsks] = useState(false);
  const done = () => {
    setAsks(false);
    showNotice(texts.appealSent);
    onDone();
  };
  return (
    <li class="card" data-testid="decision">
      <h2>{texts.ownActions[decision.action]}</h2>
      <p class="quiet">
        {[
          decision.place_title,
          formatDayTime(decision.created_at, me.zone, words),
          decision.withdrawn_at ? texts.withdrawn : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <blockquote class="reported">{decision.words}</blockquote>
      <p>
        <b>{texts.reason}:</b> {decision.reason}
      </p>
      <SanctionLine of={decision.sanction} me={me} />
      <AppealLines of={decision.appeal} mine />
      {asks ? (
        <AppealForm id={decision.id} onDone={done} close={() => setAsks(false)} />
      ) : decision.appeal || decision.withdrawn_at ? null : (
        <button type="button" onClick={() => setAsks(true)}>
          {texts.appeal}
        </button>
      )}
    </li>
  );
}

function AppealForm({ id, onDone, close }: { id: string; onDone: () => void; close: () => void }) {
  const texts = moderationWords.use();
  const form = useForm({
    initial: { text: "" },
    draft: `appeal ${id}`,
    send: (body, idempotencyKey) =>
      talim.api.post("/moderation/decisions/{id}/appeal/", { path: { id }, body, idempotencyKey }),
    onDone,
  });
  return (
    <Form of={form} word={texts.appeal} label={texts.appeal} close={close} here={{ not_open: texts.appealLate }}>
      <TextArea of={form} name="text" label={texts.appealWhy} hint={texts.appealHint} maxLength={1_000} required />
    </Form>
  );
}
