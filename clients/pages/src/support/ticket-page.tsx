/** One ticket: its conversation as it goes on, and for who works on it what is done with it. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { formatDayTime } from "../format.ts";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { throttleTrailing } from "../throttle.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { useEvents, useStream } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { Composer } from "./composer.tsx";
import { fetchComments, isEnded, isOver, type Ticket, type TicketComment } from "./data.ts";
import { FileList } from "./files-field.tsx";
import { Badge, LateBadge, PriorityBadge, StateBadge, UnreadableBadge } from "./parts.tsx";
import { RatingForm } from "./rating.tsx";
import { WorkPanel } from "./work-panel.tsx";

const EVENTS = ["ticket.changed", "ticket.commented", "ticket.rearranged"] as const;
/** Changes within so long (ms) are loaded at once. */
const GATHER_MS = 300;

interface Opened {
  ticket: Ticket;
  comments: TicketComment[];
}

export function TicketPage({ me, values: { id = "" } }: PageProps) {
  const words = useWords();
  const { hasPage } = usePersonPages();
  const loaded = useLoad<Opened>(async () => {
    const ticket = await talim.api.get("/support/tickets/{id}/", { path: { id } });
    return { ticket, comments: await fetchComments(ticket.id) };
  }, [id]);
  const { reload } = loaded;
  const stream = useStream("ticket", loaded.value?.ticket.id);
  const gathered = useMemo(() => throttleTrailing(reload, GATHER_MS), [reload]);
  useEffect(() => gathered.cancel, [gathered]);
  useEvents(stream, EVENTS, gathered.schedule);
  const worksOn = loaded.value?.ticket.works_on ?? false;
  return (
    <>
      <p class="small">
        {worksOn && hasPage(me, "tickets") ? (
          <Link to="tickets">{words.office.nav.pages.tickets}</Link>
        ) : (
          <Link to="my-tickets">{words.learning.pages.tickets}</Link>
        )}
      </p>
      <Loading of={loaded}>
        {(opened) => (
          <OpenTicket key={opened.ticket.id} of={opened} me={me} isOther={opened.ticket.id !== id} reload={reload} />
        )}
      </Loading>
    </>
  );
}

/** `isOther`: the address is that of a ticket which was merged into this one. */
function OpenTicket({
  of: { ticket, comments },
  me,
  isOther,
  reload,
}: {
  of: Opened;
  me: Person;
  isOther: boolean;
  reload: () => void;
}) {
  const words = useWords();
  const texts = ticketWords.use();
  const facts = [
    formatDayTime(ticket.created_at, me.zone, words),
    ticket.category_title,
    ticket.works_on ? ticket.name : "",
    ticket.assignee ? `${texts.assignee}: ${ticket.assignee.full_name}` : texts.nobody,
  ];
  return (
    <div class={ticket.works_on ? "ticket works" : "ticket"}>
      <div class="ticket-head">
        <h1>{texts.title(ticket.number, ticket.subject)}</h1>
        <p class="badges" role="status">
          <StateBadge state={ticket.state} />
          <PriorityBadge priority={ticket.priority} />
          <LateBadge of={ticket} />
          <UnreadableBadge of={ticket} />
        </p>
        <p class="quiet">{facts.filter(Boolean).join(" · ")}</p>
        {isOther ? <p class="notice">{texts.talk.merged(ticket.number)}</p> : null}
      </div>
      <section class="ticket-talk" aria-labelledby="talk">
        <h2 id="talk">{texts.talk.title}</h2>
        {comments.length ? null : <p class="quiet">{texts.talk.none}</p>}
        <ol class="ticket-comments">
          {comments.map((comment) => (
            <Comment key={comment.id} of={comment} ticket={ticket} me={me} />
          ))}
        </ol>
        {ticket.works_on ? null : <OwnEnd ticket={ticket} reload={reload} />}
        <Answering ticket={ticket} reload={reload} />
      </section>
      {ticket.works_on ? <WorkPanel ticket={ticket} me={me} onChange={reload} /> : null}
    </div>
  );
}

function Comment({ of: comment, ticket, me }: { of: TicketComment; ticket: Ticket; me: Person }) {
  const words = useWords();
  const texts = ticketWords.use().talk;
  const name = comment.author?.full_name ?? (comment.is_of_reporter ? ticket.name : texts.office);
  const kind = comment.is_internal ? "note" : comment.is_of_reporter ? "asked" : "answered";
  return (
    <li class={`ticket-comment ${kind}`} data-testid={comment.is_internal ? "note" : "comment"}>
      <p class="byline">
        <b>{name}</b>
        <span class="quiet">{formatDayTime(comment.created_at, me.zone, words)}</span>
        {comment.is_internal ? <Badge icon="lock" word={texts.note} /> : null}
        {comment.moved_from === null ? null : <span class="quiet">{texts.movedFrom(comment.moved_from)}</span>}
      </p>
      {comment.is_unreadable ? <p class="notice">{texts.unreadable}</p> : null}
      <p class="ticket-text">{comment.text}</p>
      {comment.quoted ? (
        <details>
          <summary>{texts.quoted}</summary>
          <p class="ticket-text quiet">{comment.quoted}</p>
        </details>
      ) : null}
      <FileList files={comment.files} />
    </li>
  );
}

/** Where one writes, unless the ticket is over. */
function Answering({ ticket, reload }: { ticket: Ticket; reload: () => void }) {
  const texts = ticketWords.use();
  const canWrite = ticket.works_on ? ticket.state !== "closed" : !isOver(ticket);
  if (!canWrite) return <p class="quiet">{ticket.works_on ? texts.work.over : texts.talk.over}</p>;
  return (
    <>
      {!ticket.works_on && isEnded(ticket) ? (
        <p class="quiet">{ticket.state === "closed" ? texts.talk.ended : texts.talk.reopens}</p>
      ) : null}
      <Composer ticket={ticket} onSent={reload} />
    </>
  );
}

/** What its reporter does at the end: rate it once, close it. */
function OwnEnd({ ticket, reload }: { ticket: Ticket; reload: () => void }) {
  const texts = ticketWords.use();
  const [asksAnyway, setAsksAnyway] = useState(false);
  const close = () => talim.api.post("/support/tickets/{id}/close/", { path: { id: ticket.id } });
  const done = () => {
    showNotice(texts.closed);
    reload();
  };
  return (
    <>
      {ticket.rating === null ? null : <p>{texts.rating.given(ticket.rating)}</p>}
      {ticket.may_rate && (ticket.state === "resolved" || asksAnyway) ? (
        <RatingForm id={ticket.id} onDone={reload} />
      ) : null}
      <div class="buttons">
        {ticket.may_rate && ticket.state === "closed" && !asksAnyway ? (
          <button type="button" onClick={() => setAsksAnyway(true)}>
            {texts.own.rate}
          </button>
        ) : null}
        {ticket.state === "closed" ? null : (
          <ActButton word={texts.close} question={<p>{texts.closeSure}</p>} act={close} onDone={done} />
        )}
      </div>
    </>
  );
}
