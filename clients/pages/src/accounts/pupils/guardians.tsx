/** Who is linked to whom: parents and children, with what parents may see. */

import type { Answer } from "@talim/client";
import { formatDate, toIsoDay } from "../../format.ts";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { DataTable, type Column, type TableQuery } from "../../ui/data-table/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";

type Row = Answer<"/auth/guardians/", "get">["results"][number];

const getParameters = ({ state }: Record<string, string>) => (state === "all" ? {} : { open: state !== "ended" });

export function Guardians({ me }: PageProps) {
  const words = useWords();
  const { unreached: texts } = pupilsWords.use();
  const title = words.office.nav.pages.guardians;
  const load = ({ search: _, ...query }: TableQuery, filters: Record<string, string>) =>
    talim.api.get("/auth/guardians/", { query: { ...query, ...getParameters(filters) } });
  return (
    <>
      <h1>{title}</h1>
      <DataTable<Row>
        name="guardians"
        label={title}
        columns={getColumns(me)}
        load={load}
        getKey={({ id }) => id}
        ordering="child__first_name"
        filters={[
          {
            name: "state",
            label: texts.link,
            options: [
              ["", texts.current],
              ["ended", texts.ended],
              ["all", words.form.all],
            ],
          },
        ]}
        exportFile={(query, filters) => ({
          path: "/auth/guardians/",
          query: { ...query, ...getParameters(filters) },
          name: title,
        })}
        empty={<Empty drawing="people" text={texts.noGuardians} />}
      />
    </>
  );
}

function getColumns(me: PageProps["me"]): Column<Row>[] {
  const { hasPage } = usePersonPages();
  const words = useWords();
  const { unreached: texts, family, since } = pupilsWords.use();
  const opens = hasPage(me, "pupils/:id");
  const name = (person: Row["child"]) =>
    opens ? <Link to={`pupils/${person.id}`}>{person.full_name}</Link> : person.full_name;
  return [
    { id: "child", title: texts.child, cell: ({ child }) => name(child), order: "child__first_name" },
    { id: "parent", title: texts.parent, cell: ({ parent }) => name(parent), order: "parent__first_name" },
    { id: "kind", title: texts.kind, cell: ({ kind }) => family.kinds[kind] },
    {
      id: "sees",
      title: family.sees,
      cell: (row) =>
        row.ended_at ? (
          <span class="state">
            <Icon name="close" /> {texts.ended}
          </span>
        ) : (
          (["progress", "recordings", "payments"] as const)
            .filter((right) => row[`sees_${right}`])
            .map((right) => family[right])
            .join(", ") || family.seesNothing
        ),
    },
    {
      id: "since",
      title: since,
      cell: (row) => formatDate(toIsoDay(row.created_at, me.zone), me.zone, words),
      order: "created_at",
    },
  ];
}
