/** Tickets by state. A ticket is dragged to another column, moved there with the arrow keys, or on a phone by its choice of states. */

import { useRef, useState } from "preact/hooks";
import { formatDayTime } from "../format.ts";
import { retryAfterSignIn } from "../retry-after-sign-in.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Empty } from "../ui/empty.tsx";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad, usePoll } from "../ui/load.tsx";
import { useMedia } from "../ui/media.ts";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { useEvents } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { findDue, STATES, WORK_STATES, type State, type Ticket, type WorkState } from "./data.ts";
import { LateBadge, PriorityBadge, StateChoice, UnreadableBadge } from "./parts.tsx";
import { readFilters, useFilters, type DeskProps } from "./ticket-list.tsx";

/** So many stand in a column; the others are in the list. */
const SHOWN = 50;
const POLL_MS = 30_000;
const EVENTS = ["notification.created"] as const;
/** As in the styles: columns stand side by side. */
const WIDE = "(min-width: 64rem)";
/** What is dragged, as the browser carries it. */
const DRAGGED = "text/plain";

type Columns = Record<State, { count: number; results: Ticket[] }>;

async function fetchColumns(filters: Record<string, string>): Promise<Columns> {
  const fetchColumn = (state: State) =>
    talim.api.get("/support/tickets/", { query: { ...readFilters({ ...filters, state }), page_size: SHOWN } });
  const [open, in_progress, waiting, resolved, closed] = await Promise.all([
    fetchColumn("open"),
    fetchColumn("in_progress"),
    fetchColumn("waiting"),
    fetchColumn("resolved"),
    fetchColumn("closed"),
  ]);
  return { open, in_progress, waiting, resolved, closed };
}

export function TicketBoard(props: DeskProps) {
  const { me } = props;
  const texts = ticketWords.use();
  const filters = useFilters(props);
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const loaded = useLoad(() => fetchColumns(chosen), [me.id, JSON.stringify(chosen)]);
  usePoll(loaded, POLL_MS);
  useEvents(talim.realtime.own, EVENTS, loaded.reload);
  return (
    <>
      <div class="table-tools">
        {filters.map(({ name, label, options }) => (
          <select
            key={name}
            aria-label={label}
            onChange={({ currentTarget: { value } }) => setChosen({ ...chosen, [name]: value })}
          >
            {options.map(([value, word]) => (
              <option key={value} value={value} selected={(chosen[name] ?? "") === value}>
                {value ? word : `${label}: ${word}`}
              </option>
            ))}
          </select>
        ))}
      </div>
      <Loading of={loaded}>
        {(columns) =>
          STATES.some((state) => columns[state].count) ? (
            <Board columns={columns} me={me} replace={loaded.replace} reload={loaded.reload} />
          ) : (
            <Empty drawing="messages" text={texts.board.empty} />
          )
        }
      </Loading>
    </>
  );
}

interface BoardProps {
  columns: Columns;
  me: Person;
  replace: (columns: Columns) => void;
  reload: () => void;
}

/** The same with a ticket in another column. */
function moveTicket(columns: Columns, ticket: Ticket, state: State): Columns {
  const from = columns[ticket.state];
  const to = columns[state];
  return {
    ...columns,
    [ticket.state]: { count: from.count - 1, results: from.results.filter(({ id }) => id !== ticket.id) },
    [state]: { count: to.count + 1, results: [{ ...ticket, state }, ...to.results] },
  };
}

function isWorkState(state: State): state is WorkState {
  return (WORK_STATES as State[]).includes(state);
}

function Board({ columns, me, replace, reload }: BoardProps) {
  const texts = ticketWords.use();
  const wide = useMedia(WIDE);
  const [seen, setSeen] = useState<State>(() => STATES.find((state) => columns[state].count) ?? "open");
  const [error, setError] = useState<unknown>();
  const board = useRef<HTMLDivElement>(null);
  const all = STATES.flatMap((state) => columns[state].results);
  const move = async (ticket: Ticket, state: State) => {
    if (state === ticket.state) return;
    if (!isWorkState(state) || ticket.state === "closed") return showNotice(texts.board.cannot);
    setError(undefined);
    replace(moveTicket(columns, ticket, state));
    setTimeout(() => board.current?.querySelector<HTMLElement>(`[data-ticket="${ticket.id}"] .grip`)?.focus());
    try {
      await retryAfterSignIn(() =>
        talim.api.patch("/support/tickets/{id}/", { path: { id: ticket.id }, body: { state } }),
      );
      showNotice(texts.board.moved(ticket.number, texts.states[state]));
    } catch (reason) {
      setError(() => reason);
    }
    reload();
  };
  const drop = (event: DragEvent, state: State) => {
    event.preventDefault();
    const ticket = all.find(({ id }) => id === event.dataTransfer?.getData(DRAGGED));
    if (ticket) void move(ticket, state);
  };
  const counts = Object.fromEntries(
    STATES.map((state) => [state, `${texts.states[state]} ${columns[state].count}`]),
  ) as Record<State, string>;
  return (
    <>
      {wide ? (
        <p class="quiet small">{texts.board.help}</p>
      ) : (
        <Choice label={texts.state} options={counts} chosen={seen} choose={setSeen} />
      )}
      {error ? <Problem error={error} /> : null}
      <div class="ticket-board" ref={board}>
        {STATES.filter((state) => wide || state === seen).map((state) => (
          <section
            key={state}
            aria-label={texts.states[state]}
            data-state={state}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => drop(event, state)}
          >
            <h2>
              {texts.states[state]} <span class="quiet">{columns[state].count}</span>
            </h2>
            <ul>
              {columns[state].results.map((ticket) => (
                <BoardCard key={ticket.id} of={ticket} me={me} move={(to) => void move(ticket, to)} />
              ))}
            </ul>
            {columns[state].count ? null : <p class="quiet small">{texts.board.none}</p>}
            {columns[state].count > SHOWN ? (
              <p class="quiet small">{texts.board.more(columns[state].count - SHOWN)}</p>
            ) : null}
          </section>
        ))}
      </div>
    </>
  );
}

function BoardCard({ of: ticket, me, move }: { of: Ticket; me: Person; move: (to: State) => void }) {
  const words = useWords();
  const texts = ticketWords.use();
  const due = findDue(ticket);
  const pressed = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const to = step && STATES[STATES.indexOf(ticket.state) + step];
    if (!to) return;
    event.preventDefault();
    move(to);
  };
  const choices = STATES.filter((state) => state === ticket.state || isWorkState(state));
  const isFixed = ticket.state === "closed";
  return (
    <li
      class="card"
      data-ticket={ticket.id}
      data-testid="board-card"
      draggable={!isFixed}
      onDragStart={(event) => event.dataTransfer?.setData(DRAGGED, ticket.id)}
    >
      <div class="board-head">
        <Link to={`ticket/${ticket.id}`}>{texts.title(ticket.number, ticket.subject)}</Link>
        {isFixed ? null : (
          <button type="button" class="plain grip" aria-label={texts.board.move(ticket.number)} onKeyDown={pressed}>
            <Icon name="grip" />
          </button>
        )}
      </div>
      <p class="badges">
        <PriorityBadge priority={ticket.priority} />
        <LateBadge of={ticket} />
        <UnreadableBadge of={ticket} />
      </p>
      <p class="quiet small">{[ticket.name, ticket.category_title].filter(Boolean).join(" · ")}</p>
      <p class="small">
        {[ticket.assignee?.full_name ?? texts.nobody, due ? formatDayTime(due, me.zone, words) : ""]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {isFixed ? null : (
        <div class="board-state">
          <StateChoice
            label={`${texts.number(ticket.number)} ${texts.state}`}
            state={ticket.state}
            states={choices}
            choose={move}
            isLabelHidden
          />
        </div>
      )}
    </li>
  );
}
