/** The first page of a parent: for each child, was she there, did she do it, what do we owe. */

import type { PageProps } from "../person-pages.ts";
import { canOpenDevice } from "../accounts/entry/open-device.tsx";
import { FeedbackNotice } from "../lessons/feedback/feedback-notice.tsx";
import { Link } from "../router.tsx";
import { type Person } from "../talim.ts";
import { useToday } from "../ui/day.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { usePaymentChanges } from "../payments/family/payment-card.tsx";
import { useWords } from "../words/index.ts";
import { ChildCard } from "./child-card.tsx";
import { useChildChanges, useChildren, type Child } from "./children.tsx";
import { OpenConsentsNotice } from "../accounts/parent/consents.tsx";
import { fetchDay } from "./day-of-children.ts";

export function TodayPage({ me }: PageProps) {
  const words = useWords();
  const children = useChildren();
  return (
    <>
      <h1>{words.nav.home}</h1>
      <FeedbackNotice />
      <Loading of={children}>
        {(all) => (all.length ? <Children all={all} me={me} /> : <p class="empty">{words.parent.noChildren}</p>)}
      </Loading>
    </>
  );
}

function Children({ all, me }: { all: Child[]; me: Person }) {
  const words = useWords();
  const day = useLoad(() => fetchDay(all, me.zone), [all]);
  useToday(me.zone, day.reload);
  usePaymentChanges(day.reload);
  return (
    <>
      <ul class="children">
        {all.map((child) => (
          <li key={child.id}>
            <ChildCard child={child} all={all} day={day} me={me} />
            <Changes child={child} reload={day.reload} />
          </li>
        ))}
      </ul>
      {day.error === undefined ? null : <Problem error={day.error} again={day.reload} />}
      {all.map((child) => (
        <OpenConsentsNotice key={child.id} child={child} />
      ))}
      <p>
        <Link to="absence">{words.parent.excuse}</Link>
      </p>
      <p>
        <Link to="courses">{words.learning.pages.courses}</Link>
      </p>
      {all.some((child) => child.is_minor) ? (
        <p>
          <Link to="consents">{words.parent.consents}</Link>
        </p>
      ) : null}
      {canOpenDevice(me) && all.some((child) => child.child_profile && child.sees_progress) ? (
        <p>
          <Link to="opening">{words.entry.opening.title}</Link>
        </p>
      ) : null}
    </>
  );
}

/** Asks again when something happened to this child. */
function Changes({ child, reload }: { child: Child; reload: () => void }) {
  useChildChanges(child, reload);
  return null;
}
