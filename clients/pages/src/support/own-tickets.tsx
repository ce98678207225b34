/** What one asked the office: the tickets, and a new one. */

import { useState } from "preact/hooks";
import { formatDayTime } from "../format.ts";
import type { PageProps } from "../person-pages.ts";
import { fetchNewestOfPages } from "../pupil/newest.ts";
import { Link, navigate } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Empty } from "../ui/empty.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { ShowMore } from "../ui/show-more.tsx";
import { useEvents } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import type { Ticket } from "./data.ts";
import { NewTicket } from "./new-ticket.tsx";
import { Badge, StateBadge } from "./parts.tsx";

const PAGE_SIZE = 20;
/** One is told of each answer. */
const EVENTS = ["notification.created"] as const;

export function OwnTickets({ me }: PageProps) {
  const words = useWords();
  const texts = ticketWords.use().own;
  const [begins, setBegins] = useState(false);
  const [show, setShow] = useState<"active" | "ended">("active");
  const [limit, setLimit] = useState(PAGE_SIZE);
  const loaded = useLoad(
    () =>
      fetchNewestOfPages(limit, (page, page_size) =>
        talim.api.get("/support/tickets/", { query: { page, page_size, mine: true, is_active: show === "active" } }),
      ),
    [me.id, show, limit],
  );
  useEvents(talim.realtime.own, EVENTS, loaded.reload);
  return (
    <>
      <h1>{words.learning.pages.tickets}</h1>
      {begins ? (
        <NewTicket me={me} onDone={(ticket) => navigate(`ticket/${ticket.id}`)} close={() => setBegins(false)} />
      ) : (
        <p>
          <button type="button" class="main" onClick={() => setBegins(true)}>
            {texts.begin}
          </button>
        </p>
      )}
      <Choice label={texts.show} options={texts.shows} chosen={show} choose={setShow} />
      <Loading of={loaded}>
        {({ results, more: hasMore }) =>
          results.length ? (
            <>
              <ul class="cards">
                {results.map((ticket) => (
                  <OwnCard key={ticket.id} of={ticket} me={me} />
                ))}
              </ul>
              <ShowMore when={hasMore} show={() => setLimit(limit + PAGE_SIZE)} off={loaded.stale} />
            </>
          ) : (
            <Empty drawing="messages" text={show === "active" ? texts.none : texts.noneEnded} />
          )
        }
      </Loading>
    </>
  );
}

function OwnCard({ of: ticket, me }: { of: Ticket; me: Person }) {
  const words = useWords();
  const texts = ticketWords.use();
  return (
    <li class="card" data-testid="ticket">
      <h2>
        <Link to={`ticket/${ticket.id}`}>{texts.title(ticket.number, ticket.subject)}</Link>
      </h2>
      <p class="badges">
        <StateBadge state={ticket.state} />
        {ticket.may_rate && ticket.state === "resolved" ? <Badge icon="star" word={texts.own.rate} /> : null}
      </p>
      {ticket.state === "waiting" ? <p>{texts.own.waits}</p> : null}
      <p class="quiet">
        {[formatDayTime(ticket.created_at, me.zone, words), ticket.category_title].filter(Boolean).join(" · ")}
      </p>
    </li>
  );
}
