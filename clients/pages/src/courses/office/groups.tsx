/** Groups with the number of free places; each opens as a card beside the list. */

import { formatDate, formatMoney } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { groupsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { useBranches } from "../../office/branches.ts";
import type { GroupRow } from "./data.ts";
import { GroupCard, type Section } from "./group.tsx";
import { useMeetings } from "./meetings.ts";
import { Seats } from "./member-state.tsx";
import { NewGroup } from "./new-group.tsx";

interface Opened {
  id: string;
  name: string;
  section?: Section;
}

export function Groups({ me }: PageProps) {
  const words = useWords();
  const texts = groupsWords.use();
  const branches = useBranches("own");
  const meetings = useMeetings(me);
  const { opened, open, close, changes, changed } = useOpenedRow<Opened | "new">();
  return (
    <>
      <h1>{words.office.groups}</h1>
      <DataTable<GroupRow>
        name="groups"
        label={words.office.groups}
        search={words.office.searchGroups}
        columns={[
          { id: "name", title: texts.name, cell: (row) => row.name, order: "name" },
          { id: "meets", title: texts.meets, cell: (row) => meetings.get(row.id) ?? "" },
          { id: "places", title: texts.places, cell: (row) => <Seats group={row} /> },
          { id: "course", title: texts.course, cell: (row) => readTranslated(row.course.title), optional: "narrow" },
          { id: "level", title: texts.level, cell: (row) => row.course.level, optional: "narrow" },
          { id: "teacher", title: texts.teacher, cell: (row) => row.lead_teacher.full_name },
          ...(branches.length > 1
            ? [
                {
                  id: "branch",
                  title: texts.branch,
                  cell: (row: GroupRow) => row.branch.name,
                  optional: "narrow" as const,
                },
              ]
            : []),
          {
            id: "price",
            title: texts.price,
            cell: (row) => (row.price ? formatMoney(row.price, words) : texts.coursePrice),
            number: true,
          },
          {
            id: "starts",
            title: texts.startsOn,
            cell: (row) => (row.starts_on ? formatDate(row.starts_on, me.zone, words) : ""),
            optional: true,
          },
        ]}
        load={(query, filters) => talim.api.get("/courses/groups/", { query: { ...query, ...toQuery(filters) } })}
        exportFile={(query, filters) => ({
          path: "/courses/groups/",
          query: { ...query, ...toQuery(filters) },
          name: words.office.groups,
        })}
        getKey={(row) => row.id}
        onOpen={open}
        ordering="name"
        filters={
          branches.length > 1
            ? [
                {
                  name: "branch",
                  label: texts.branch,
                  options: [["", words.form.all], ...branches.map(({ id, name }): [string, string] => [id, name])],
                },
              ]
            : []
        }
        views={[
          { id: "all", title: words.office.allGroups, filters: {} },
          { id: "free", title: words.office.withPlaces, filters: { places: "free" } },
          { id: "closed", title: texts.closedGroups, filters: { places: "closed" } },
        ]}
        acts={
          hasPermission(me, "groups.manage") ? (
            <button type="button" class="main" onClick={() => open("new")}>
              {texts.newGroup}
            </button>
          ) : null
        }
        empty={<Empty drawing="people" text={texts.noGroups} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={texts.newGroup} close={close}>
          <NewGroup
            me={me}
            onDone={(group, whole) => {
              changed();
              open({ id: group.id, name: group.name, section: whole ? "members" : "timetable" });
            }}
            close={close}
          />
        </Drawer>
      ) : opened ? (
        <Drawer key={opened.id} title={opened.name} close={close}>
          <GroupCard
            id={opened.id}
            me={me}
            {...(opened.section ? { section: opened.section } : {})}
            onChange={changed}
            onDeleted={() => {
              close();
              changed();
            }}
          />
        </Drawer>
      ) : null}
    </>
  );
}

/** What the server is asked for in this view. */
function toQuery({ places, branch }: Record<string, string>) {
  return {
    status: places === "closed" ? ("closed" as const) : ("active" as const),
    ...(places === "free" ? { free: true } : {}),
    ...(branch ? { branch } : {}),
  };
}
