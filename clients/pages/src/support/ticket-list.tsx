/** Tickets as rows, with all filters, a search and a file. */

import { formatDayTime } from "../format.ts";
import { navigate } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { DataTable, type TableFilter } from "../ui/data-table/data-table.tsx";
import { Empty } from "../ui/empty.tsx";
import { readTranslated } from "../ui/form/translated-field.tsx";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { findDue, PRIORITIES, STATES, type Category, type StaffName, type Ticket } from "./data.ts";
import { LateBadge, PriorityBadge, StateBadge, UnreadableBadge } from "./parts.tsx";

export interface DeskProps {
  me: Person;
  categories: Category[];
  staff: StaffName[];
}

/** The value of the assignee's filter for tickets of nobody. */
const NOBODY = "nobody";

/** What the server is asked for these filters; own tickets are never among what one works on. */
export function readFilters({ state, priority, category, assignee, late }: Record<string, string>) {
  return {
    mine: false,
    ...(state ? { state: state as Ticket["state"] } : {}),
    ...(priority ? { priority: priority as Ticket["priority"] } : {}),
    ...(category ? { category } : {}),
    ...(assignee === NOBODY ? { is_assigned: false } : assignee ? { assignee } : {}),
    ...(late ? { is_late: true } : {}),
  };
}

/** The filters of board and list, without the state. */
export function useFilters({ me, categories, staff }: DeskProps): TableFilter[] {
  const texts = ticketWords.use();
  const others = staff.filter(({ id }) => id !== me.id).map(({ id, name }): [string, string] => [id, name]);
  return [
    {
      name: "priority",
      label: texts.priority,
      options: [["", texts.all], ...PRIORITIES.map((one): [string, string] => [one, texts.priorities[one]])],
    },
    {
      name: "category",
      label: texts.category,
      options: [["", texts.all], ...categories.map(({ id, title }): [string, string] => [id, readTranslated(title)])],
    },
    {
      name: "assignee",
      label: texts.assignee,
      options: [["", texts.all], [me.id, texts.me], [NOBODY, texts.nobody], ...others],
    },
    {
      name: "late",
      label: texts.late,
      options: [
        ["", texts.all],
        ["true", texts.onlyLate],
      ],
    },
  ];
}

export function TicketList(props: DeskProps & { name: string }) {
  const { me, name } = props;
  const words = useWords();
  const texts = ticketWords.use();
  const states: TableFilter = {
    name: "state",
    label: texts.state,
    options: [["", texts.all], ...STATES.map((one): [string, string] => [one, texts.states[one]])],
  };
  return (
    <DataTable<Ticket>
      name={name}
      label={words.office.nav.pages.tickets}
      search={texts.search}
      ordering="-created_at"
      filters={[states, ...useFilters(props)]}
      views={[
        { id: "late", title: texts.onlyLate, filters: { late: "true" } },
        { id: "mine", title: texts.me, filters: { assignee: me.id } },
        { id: "nobody", title: texts.nobody, filters: { assignee: NOBODY } },
      ]}
      load={(query, filters) => talim.api.get("/support/tickets/", { query: { ...query, ...readFilters(filters) } })}
      exportFile={(query, filters) => ({
        path: "/support/tickets/",
        query: { ...query, ...readFilters(filters) },
        name: "tickets",
      })}
      getKey={({ id }) => id}
      onOpen={({ id }) => navigate(`ticket/${id}`)}
      columns={[
        { id: "subject", title: texts.subject, cell: (row) => texts.title(row.number, row.subject), order: "number" },
        {
          id: "state",
          title: texts.state,
          cell: (row) => (
            <>
              <StateBadge state={row.state} /> <UnreadableBadge of={row} />
            </>
          ),
        },
        {
          id: "priority",
          title: texts.priority,
          cell: (row) => <PriorityBadge priority={row.priority} />,
          order: "priority",
        },
        { id: "late", title: texts.due, cell: (row) => <Due of={row} me={me} />, order: "resolution_due_at" },
        { id: "assignee", title: texts.assignee, cell: (row) => row.assignee?.full_name ?? texts.nobody },
        { id: "from", title: texts.from, cell: (row) => row.name },
        { id: "category", title: texts.category, cell: (row) => row.category_title, optional: "narrow" },
        {
          id: "created",
          title: texts.created,
          cell: (row) => formatDayTime(row.created_at, me.zone, words),
          order: "created_at",
          optional: "narrow",
        },
        { id: "source", title: texts.work.source, cell: (row) => texts.sources[row.source], optional: true },
      ]}
      empty={<Empty drawing="messages" text={texts.board.empty} />}
    />
  );
}

function Due({ of: ticket, me }: { of: Ticket; me: Person }) {
  const words = useWords();
  const due = findDue(ticket);
  return (
    <>
      <LateBadge of={ticket} /> {due === null ? "" : formatDayTime(due, me.zone, words)}
    </>
  );
}
