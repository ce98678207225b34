/** The members of a group: who is in it and who was, one by one and many at once. */

import { useState } from "preact/hooks";
import type { Person } from "../../talim.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { groupsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { AddMembers } from "./add-members.tsx";
import { BulkActs } from "./bulk-acts.tsx";
import { BulkResult } from "./bulk-result.tsx";
import { fetchMembers, type BulkChange, type Group, type Member } from "./data.ts";
import { MemberCard } from "./member-card.tsx";
import { MemberState, Seats } from "./member-state.tsx";

interface MembersProps {
  group: Group;
  me: Person;
  /** The number of members may have changed. */
  onChange: () => void;
}

export function Members({ group, me, onChange }: MembersProps) {
  const texts = groupsWords.use();
  const [shown, setShown] = useState<"now" | "all">("now");
  const [selected, setSelected] = useState<string[]>([]);
  const [opened, setOpened] = useState<Member | "new" | undefined>();
  const [result, setResult] = useState<BulkChange | undefined>();
  const members = useLoad(() => fetchMembers(group.id, shown === "now" ? true : undefined), [group.id, shown]);
  const canChange = hasPermission(me, "groups.manage");
  const names = new Map(
    (members.value ?? []).flatMap(
      ({ id, student }) =>
        [
          [id, student.full_name],
          [student.id, student.full_name],
        ] as const,
    ),
  );
  const close = () => setOpened(undefined);
  const changed = (change?: BulkChange) => {
    close();
    setSelected([]);
    setResult(change);
    members.reload();
    onChange();
  };
  const toggle = (id: string) =>
    setSelected(selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id]);
  return (
    <>
      <div class="table-tools">
        <select aria-label={texts.members} onChange={(event) => setShown(event.currentTarget.value as "now")}>
          <option value="now">{texts.membersNow}</option>
          <option value="all">{texts.membersAll}</option>
        </select>
        {canChange && group.status === "active" ? (
          <button type="button" class="main" onClick={() => setOpened("new")}>
            {texts.addMembers}
          </button>
        ) : null}
      </div>
      <Seats group={group} />
      {result ? <BulkResult change={result} me={me} getName={(id) => names.get(id) ?? ""} onUndone={changed} /> : null}
      <Loading of={members}>
        {(rows) => {
          if (!rows.length) return <p class="empty">{texts.noMembers}</p>;
          const open_ = rows.filter((row) => row.left_on === null);
          return (
            <>
              {canChange && open_.length > 1 ? (
                <label class="check">
                  <input
                    type="checkbox"
                    checked={selected.length === open_.length}
                    onChange={(event) => setSelected(event.currentTarget.checked ? open_.map(({ id }) => id) : [])}
                  />
                  {texts.selectAll}
                </label>
              ) : null}
              <ul class="rows members">
                {rows.map((row) => (
                  <li key={row.id}>
                    {canChange && row.left_on === null ? (
                      <label class="check">
                        <input
                          type="checkbox"
                          aria-label={texts.select(row.student.full_name)}
                          checked={selected.includes(row.id)}
                          onChange={() => toggle(row.id)}
                        />
                      </label>
                    ) : null}
                    <span>
                      <button type="button" class="link" onClick={() => setOpened(row)}>
                        {row.student.full_name}
                      </button>
                      <MemberState member={row} me={me} />
                    </span>
                  </li>
                ))}
              </ul>
              {selected.length ? (
                <BulkActs group={group} members={rows.filter(({ id }) => selected.includes(id))} onDone={changed} />
              ) : null}
            </>
          );
        }}
      </Loading>
      {opened === "new" ? (
        <Drawer title={texts.addMembers} close={close}>
          <AddMembers group={group} onDone={changed} close={close} />
        </Drawer>
      ) : opened ? (
        <Drawer title={opened.student.full_name} close={close}>
          <MemberCard member={opened} group={group} me={me} onDone={() => changed()} />
        </Drawer>
      ) : null}
    </>
  );
}
