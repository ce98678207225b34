/** One's own report cards and those of one's children, the newest first. */

import { useState } from "preact/hooks";
import { formatDate } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { fetchNewestOfPages } from "../../pupil/newest.ts";
import { talim, type Person } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { ShowMore } from "../../ui/show-more.tsx";
import { useEvents } from "../../ui/stream.ts";
import { useWords } from "../../words/index.ts";
import { reportCardWords } from "./words/index.ts";
import { CardFiles, CardNumbers, Comment } from "./card-parts.tsx";
import type { ReportCard } from "./data.ts";

const PAGE_SIZE = 20;
/** A card that was sent is told by a message. */
const EVENTS = ["notification.created"] as const;

export function OwnReportCards({ me }: PageProps) {
  const words = useWords();
  const texts = reportCardWords.use();
  const [limit, setLimit] = useState(PAGE_SIZE);
  const cards = useLoad(
    () =>
      fetchNewestOfPages(limit, (page, page_size) =>
        talim.api.get("/analytics/report-cards/", { query: { page, page_size } }),
      ),
    [me.id, limit],
  );
  useEvents(talim.realtime.own, EVENTS, cards.reload);
  return (
    <>
      <h1>{words.learning.pages.reportCards}</h1>
      <Loading of={cards}>
        {({ results, more }) =>
          results.length ? (
            <>
              <ul class="cards">
                {results.map((card) => (
                  <OwnCard key={card.id} card={card} me={me} />
                ))}
              </ul>
              <ShowMore when={more} show={() => setLimit(limit + PAGE_SIZE)} off={cards.stale} />
            </>
          ) : (
            <Empty drawing="done" text={texts.noneYet} />
          )
        }
      </Loading>
    </>
  );
}

function OwnCard({ card, me }: { card: ReportCard; me: Person }) {
  const words = useWords();
  const texts = reportCardWords.use();
  const { batch, student, version, comment } = card;
  const days = texts.days(formatDate(batch.first_day, me.zone, words), formatDate(batch.last_day, me.zone, words));
  return (
    <li class="card report-card">
      <h2>{[batch.title, student.id === me.id ? "" : student.full_name].filter(Boolean).join(" · ")}</h2>
      <p class="quiet">
        {[batch.group.name, days, version > 1 ? texts.corrected(version) : ""].filter(Boolean).join(" · ")}
      </p>
      {comment ? (
        <>
          <h3>{texts.comment}</h3>
          <Comment card={card} />
        </>
      ) : null}
      <CardNumbers card={card} />
      <p class="quiet">{texts.ownOnly}</p>
      <CardFiles card={card} />
    </li>
  );
}
