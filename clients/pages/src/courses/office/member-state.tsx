/** How a pupil stands in a group, and how many places it has: an icon and words. */

import { formatDate } from "../../format.ts";
import type { Person } from "../../talim.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";
import { groupsWords } from "./words/index.ts";
import { countFreeSeats, type Member } from "./data.ts";

const ICONS: Record<string, IconName> = {
  active: "good",
  trial: "eye",
  lead: "pupil",
  frozen: "pause",
  left: "close",
  graduated: "up",
};

export function Seats({ group }: { group: { capacity: number; members_count: number } }) {
  const words = useWords();
  const free = countFreeSeats(group);
  return (
    <>
      <span class="state">
        <Icon name={free ? "good" : "warning"} />
        {free ? words.office.free(free) : words.office.full}
      </span>{" "}
      <span class="quiet number">
        {group.members_count} / {group.capacity}
      </span>
    </>
  );
}

export function MemberState({ member, me }: { member: Member; me: Person }) {
  const words = useWords();
  const texts = groupsWords.use();
  const day = (date: string) => formatDate(date, me.zone, words);
  const freeze = member.status === "frozen" ? member.freezes.at(-1) : undefined;
  const since = member.left_on
    ? texts.fromTo(day(member.joined_on), day(member.left_on))
    : texts.since(day(member.joined_on));
  return (
    <span class="state">
      <Icon name={ICONS[member.status] ?? "good"} />
      {texts.memberStatus[member.status] ?? member.status}
      <span class="quiet small">
        {[
          since,
          freeze?.ends_on && texts.frozenUntil(day(freeze.ends_on)),
          member.leaves_on && texts.leavesOn(day(member.leaves_on)),
          member.reason,
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </span>
  );
}
