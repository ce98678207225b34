/** All pupils: found by name in either script, by what is up with them, and opened beside the list. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDate, formatDayTime, formatPhone, toIsoDay } from "../../format.ts";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import {
  DataTable,
  type Column,
  type TableFilter,
  type TableQuery,
  type TableView,
} from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { PupilCard } from "./card.tsx";
import { getFullName, MembershipState, PersonState } from "./section.tsx";

type Row = Answer<"/auth/users/", "get">["results"][number];

/** The filters of the server that a value of the table stands for. */
const FILTERS: Record<string, (value: string) => Record<string, unknown>> = {
  membership: (value) => ({ membership: value }),
  debtor: (value) => ({ debtor: value === "yes" }),
  absent: () => ({ absent_twice: true }),
  telegram: (value) => ({ telegram: value === "yes" }),
  status: (value) => ({ status: value }),
};

function getParameters(filters: Record<string, string>) {
  const wanted = Object.entries(filters).filter(([name, value]) => value && name in FILTERS);
  const parameters = Object.assign({ status: "active" }, ...wanted.map(([name, value]) => FILTERS[name]?.(value)));
  return { ...(parameters as Record<string, string>), role: "student" as const };
}

function loadPupils(query: TableQuery, filters: Record<string, string>): Promise<{ results: Row[]; count: number }> {
  return talim.api.get("/auth/users/", { query: { ...query, ...getParameters(filters) } });
}

export function Pupils({ me }: PageProps) {
  const { hasPage } = usePersonPages();
  const words = useWords();
  const texts = pupilsWords.use();
  const [opened, setOpened] = useState<Row>();
  const [changes, setChanges] = useState(0);
  const close = () => {
    setOpened(undefined);
    setChanges(changes + 1);
  };
  return (
    <>
      <h1>{words.office.nav.pages.pupils}</h1>
      <DataTable<Row>
        name="pupils"
        label={words.office.nav.pages.pupils}
        columns={getColumns(me)}
        load={loadPupils}
        getKey={(row) => row.id}
        onOpen={setOpened}
        search={texts.search}
        filters={getFilters()}
        views={getViews(me)}
        ordering="first_name"
        on={[changes]}
        exportFile={(query, filters) => ({
          path: "/auth/users/",
          query: { ...query, ...getParameters(filters) },
          name: words.office.nav.pages.pupils,
        })}
        acts={
          hasPage(me, "pupils/new") ? (
            <Link to="pupils/new" class="button main">
              {texts.newPupil}
            </Link>
          ) : null
        }
        empty={<Empty drawing="people" text={texts.empty} />}
      />
      {opened ? (
        <Drawer title={getFullName(opened)} close={close}>
          <p>
            <Link to={`pupils/${opened.id}`}>{texts.openPage}</Link>
          </p>
          <PupilCard id={opened.id} me={me} />
        </Drawer>
      ) : null}
    </>
  );
}

function getColumns(me: PageProps["me"]): Column<Row>[] {
  const words = useWords();
  const texts = pupilsWords.use();
  const day = (moment: string) => formatDate(toIsoDay(moment, me.zone), me.zone, words);
  return [
    { id: "name", title: texts.name, cell: getFullName, order: "first_name" },
    {
      id: "number",
      title: texts.number,
      cell: (row) => row.number ?? texts.noSuch,
      order: "number",
      number: true,
      optional: "narrow",
    },
    {
      id: "groups",
      title: texts.groups,
      cell: (row) =>
        row.memberships.length
          ? row.memberships.map(({ group, name, status }) => (
              <div key={group}>
                {name} {status === "active" ? null : <MembershipState status={status} />}
              </div>
            ))
          : texts.membership["none"],
    },
    {
      id: "phone",
      title: texts.phone,
      cell: (row) => (row.phone ? <a href={`tel:${row.phone}`}>{formatPhone(row.phone)}</a> : texts.noSuch),
    },
    { id: "state", title: texts.state, cell: (row) => <PersonState status={row.status} /> },
    { id: "since", title: texts.since, cell: (row) => day(row.created_at), order: "created_at", optional: "narrow" },
    {
      id: "last",
      title: texts.lastSignIn,
      cell: (row) => (row.last_login ? formatDayTime(row.last_login, me.zone, words) : texts.noSuch),
      order: "last_login",
      optional: true,
    },
    { id: "language", title: texts.language, cell: (row) => texts.facts.languages[row.locale], optional: true },
  ];
}

function getViews(me: PageProps["me"]): TableView[] {
  const { views } = pupilsWords.use();
  const money = hasPermission(me, "payments.see_all");
  const marks = hasPermission(me, "attendance.see_all");
  return [
    ...(money ? [{ id: "debtors", title: views.debtors, filters: { debtor: "yes" } }] : []),
    { id: "trial", title: views.trial, filters: { membership: "trial" } },
    { id: "frozen", title: views.frozen, filters: { membership: "frozen" } },
    ...(marks ? [{ id: "absent", title: views.absent, filters: { absent: "yes" } }] : []),
    { id: "silent", title: views.silent, filters: { telegram: "no" } },
    { id: "none", title: views.none, filters: { membership: "none" } },
  ];
}

/** The other filters stand in the views. */
function getFilters(): TableFilter[] {
  const words = useWords();
  const texts = pupilsWords.use();
  const memberships = ["active", "trial", "lead", "frozen", "none"].map((status): [string, string] => [
    status,
    texts.membership[status] ?? status,
  ]);
  return [
    { name: "membership", label: texts.filterGroup, options: [["", words.form.all], ...memberships] },
    {
      name: "status",
      label: texts.state,
      options: [
        ["", texts.states.active],
        ["pending", texts.states.pending],
        ["off", texts.states.off],
      ],
    },
  ];
}
