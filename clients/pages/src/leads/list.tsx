/** All leads as a table: the open, the lost, and those who became pupils. */

import { formatDay, formatDayTime, formatPhone } from "../format.ts";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { Link, navigate } from "../router.tsx";
import { talim } from "../talim.ts";
import { DataTable, type TableQuery } from "../ui/data-table/data-table.tsx";
import { Empty } from "../ui/empty.tsx";
import { readTranslated } from "../ui/form/translated-field.tsx";
import { useWords } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { SOURCES, type Lead } from "./data.ts";
import { LeadState } from "./parts.tsx";

const keepChosen = (filters: Record<string, string>) =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value));

const loadLeads = (query: TableQuery, filters: Record<string, string>): Promise<{ results: Lead[]; count: number }> =>
  talim.api.get("/leads/", { query: { ...query, ...keepChosen(filters) } });

export function LeadList({ me }: PageProps) {
  const { hasPage } = usePersonPages();
  const words = useWords();
  const texts = leadsWords.use();
  const title = words.office.nav.pages.leadList;
  return (
    <>
      <h1>{title}</h1>
      <DataTable<Lead>
        name="leads"
        label={title}
        columns={[
          { id: "name", title: texts.name, cell: (row) => row.name, order: "name" },
          { id: "phone", title: texts.phones, cell: (row) => row.phones.map(formatPhone).join(", ") },
          { id: "state", title: texts.state, cell: (row) => <LeadState lead={row} /> },
          { id: "stage", title: texts.stage, cell: (row) => readTranslated(row.stage.name) },
          { id: "source", title: texts.source, cell: (row) => texts.sources[row.source], optional: "narrow" },
          { id: "owner", title: texts.owner, cell: (row) => row.owner?.full_name ?? texts.none, optional: "narrow" },
          {
            id: "step",
            title: texts.step,
            cell: (row) =>
              row.next_step_at ? `${row.next_step} · ${formatDayTime(row.next_step_at, me.zone, words)}` : texts.noNote,
            order: "next_step_at",
            optional: "narrow",
          },
          {
            id: "came",
            title: texts.came,
            cell: (row) => formatDay(row.created_at, me.zone, words),
            order: "created_at",
          },
        ]}
        load={loadLeads}
        getKey={(row) => row.id}
        onOpen={(row) => navigate(`leads/${row.id}`)}
        search={texts.search}
        filters={[
          {
            name: "state",
            label: texts.state,
            options: [
              ["", words.form.all],
              ["open", texts.views.open],
              ["lost", texts.views.lost],
              ["converted", texts.views.converted],
            ],
          },
          {
            name: "source",
            label: texts.source,
            options: [
              ["", words.form.all],
              ...SOURCES.map((source): [string, string] => [source, texts.sources[source] ?? source]),
            ],
          },
        ]}
        views={[
          { id: "lost", title: texts.views.lost, filters: { state: "lost" } },
          { id: "pupils", title: texts.views.converted, filters: { state: "converted" } },
          { id: "overdue", title: texts.overdue, filters: { due: "overdue" } },
        ]}
        ordering="-created_at"
        exportFile={(query, filters) => ({ path: "/leads/", query: { ...query, ...keepChosen(filters) }, name: title })}
        acts={
          hasPage(me, "leads/new") ? (
            <Link to="leads/new" class="button main">
              {texts.newLead}
            </Link>
          ) : null
        }
        empty={<Empty drawing="people" text={texts.emptyBoard} />}
      />
    </>
  );
}
