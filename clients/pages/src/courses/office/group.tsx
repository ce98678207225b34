/** One group, as a card beside the list and as a page: facts, members, waiting list, timetable, end. */

import { useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { usePersonPages } from "../../person-pages.ts";
import { RoomButton } from "../../chat/room-button.tsx";
import { GradebookButton } from "../../grading/write/gradebook-button.tsx";
import { Link, navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { SkillsLink } from "../../kids/teacher/skills-link.tsx";
import { Choice } from "../../ui/choice.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { groupsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { Closing } from "./closing.tsx";
import type { Group } from "./data.ts";
import { DownloadButton } from "./download.tsx";
import { Facts } from "./facts.tsx";
import { Members } from "./members.tsx";
import { Short } from "./short.tsx";
import { Timetable } from "../../lessons/office/timetable.tsx";
import { Waiting } from "./waiting.tsx";

export type Section = "members" | "waiting" | "timetable" | "facts" | "progress" | "closing";

export function GroupPage({ me, values }: PageProps) {
  const words = useWords();
  const id = values["id"] ?? "";
  const group = useLoad(() => talim.api.get("/courses/groups/{id}/", { path: { id } }), [id]);
  return (
    <>
      <p>
        <Link to="groups">← {words.office.groups}</Link>
      </p>
      <Loading of={group}>
        {(value) => (
          <>
            <h1>{value.name}</h1>
            <GroupSections
              group={value}
              me={me}
              replace={group.replace}
              reload={group.reload}
              onDeleted={() => navigate("groups")}
            />
          </>
        )}
      </Loading>
    </>
  );
}

interface GroupCardProps {
  id: string;
  me: Person;
  section?: Section;
  /** Something that the list shows has changed. */
  onChange: () => void;
  onDeleted: () => void;
}

export function GroupCard({ id, me, section, onChange, onDeleted }: GroupCardProps) {
  const texts = groupsWords.use();
  const group = useLoad(() => talim.api.get("/courses/groups/{id}/", { path: { id } }), [id]);
  const reload = () => {
    group.reload();
    onChange();
  };
  const replace = (value: Group) => {
    group.replace(value);
    onChange();
  };
  return (
    <>
      <p>
        <Link to={`groups/${id}`}>{texts.openPage}</Link>
      </p>
      <Loading of={group}>
        {(value) => (
          <GroupSections
            group={value}
            me={me}
            section={section}
            replace={replace}
            reload={reload}
            onDeleted={onDeleted}
          />
        )}
      </Loading>
    </>
  );
}

interface SectionsProps {
  group: Group;
  me: Person;
  section?: Section | undefined;
  replace: (group: Group) => void;
  reload: () => void;
  onDeleted: () => void;
}

function GroupSections({ group, me, section = "members", replace, reload, onDeleted }: SectionsProps) {
  const words = useWords();
  const texts = groupsWords.use();
  const { hasPage } = usePersonPages();
  const [chosen, setChosen] = useState<Section>(section);
  const canManage = hasPermission(me, "groups.manage");
  const { waiting, closing, ...others } = texts.sections;
  const sections: Partial<Record<Section, string>> = canManage ? { ...others, waiting, closing } : others;
  const common = { group, me, onChange: reload };
  return (
    <>
      <p class="quiet">
        {[readTranslated(group.course.title), group.course.level, group.lead_teacher.full_name, group.branch.name]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <div class="sections">
        <Choice
          label={texts.sectionsName}
          options={sections as Record<Section, string>}
          chosen={chosen}
          choose={setChosen}
        />
      </div>
      {chosen === "members" ? <Members {...common} /> : null}
      {chosen === "waiting" ? <Waiting {...common} /> : null}
      {chosen === "timetable" ? <Timetable group={group} me={me} /> : null}
      {chosen === "facts" ? <Facts group={group} me={me} onChange={replace} /> : null}
      {chosen === "progress" ? <Short group={group} me={me} /> : null}
      {chosen === "closing" ? <Closing {...common} onDeleted={onDeleted} /> : null}
      <div class="buttons">
        <GradebookButton me={me} of={{ group: group.id }} />
        <RoomButton me={me} of={{ group: group.id }} />
        {hasPage(me, "group-report-cards") ? (
          <Link to={`group-report-cards?group=${group.id}`} class="button">
            {words.learning.pages.reportCards}
          </Link>
        ) : null}
        {hasPage(me, `skills-map/${group.id}`) ? <SkillsLink group={group.id} /> : null}
        {hasPage(me, `qr-sheet/${group.id}`) ? (
          <Link to={`qr-sheet/${group.id}`} class="button">
            {words.office.qr.title}
          </Link>
        ) : null}
        {hasPermission(me, "courses.export") ? (
          <DownloadButton
            word={texts.exportMembers}
            name={`${group.name}.xlsx`}
            fetch={() => talim.api.get("/courses/exports/students/", { query: { group: group.id, format: "xlsx" } })}
          />
        ) : null}
      </div>
    </>
  );
}
