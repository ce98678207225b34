/** What the person was told, the newest first. */

import { useRef } from "preact/hooks";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { describeError } from "../errors.ts";
import { formatDayTime } from "../format.ts";
import { askOnNextPage } from "../push/question-timing.ts";
import { Link } from "../router.tsx";
import { fetchNewestOfFeed } from "./newest.ts";
import { findMessagePage, type Message } from "./message-pages.ts";
import { talim, type Person } from "../talim.ts";
import { Button } from "../ui/button.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { useEvents } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";

/** So many are shown at first, and so many more at each wish. */
const PAGE_SIZE = 20;
const EVENTS = ["notification.created", "notification.changed", "notifications.read"] as const;

/** How lessons and homework of a child go: what a parent would rather know at once. */
const CHILD_EVENTS = /^(attendance|homework)\./;

export function Messages({ me }: PageProps) {
  const words = useWords();
  const most = useRef(PAGE_SIZE);
  const shown = useLoad(
    () => fetchNewestOfFeed(most.current, (limit, cursor) => talim.api.get("/notifications/", { query: { limit, cursor } })),
    [],
  );
  useEvents(talim.realtime.own, EVENTS, shown.reload);
  const further = (held: number) => {
    most.current = held + PAGE_SIZE;
    shown.reload();
  };
  const failed = (error: unknown) => showNotice(describeError(error, words).text);
  const readAll = () => void talim.api.post("/notifications/mark-all-read/").then(shown.reload, failed);
  return (
    <>
      <div class="title">
        <h1>{words.messages.title}</h1>
        {shown.value?.results.some((notification) => !notification.read) ? (
          <button type="button" onClick={readAll}>
            {words.messages.readAll}
          </button>
        ) : null}
      </div>
      <Loading of={shown}>
        {({ results, more }) =>
          results.length ? (
            <>
              <ul class="cards">
                {results.map((notification) => (
                  <MessageCard key={notification.id} message={notification} me={me} />
                ))}
              </ul>
              {more ? (
                <button type="button" onClick={() => further(results.length)}>
                  {words.more}
                </button>
              ) : null}
            </>
          ) : (
            <p class="empty">{words.messages.none}</p>
          )
        }
      </Loading>
      {shown.value && shown.error ? <Problem error={shown.error} again={shown.reload} /> : null}
    </>
  );
}

function MessageCard({ message: notification, me }: { message: Message; me: Person }) {
  const words = useWords();
  const { hasPage } = usePersonPages();
  const place = findMessagePage(notification, (address) => hasPage(me, address));
  const read = () => {
    if (notification.read) return;
    const failed = (error: unknown) => showNotice(describeError(error, words).text);
    void talim.api.post("/notifications/{id}/mark-read/", { path: { id: notification.id } }).catch(failed);
    if (me.role === "parent" && CHILD_EVENTS.test(notification.type)) void askOnNextPage("parent");
  };
  const inside = (
    <>
      <strong>
        {notification.title} {notification.read ? null : <span class="chip">{words.messages.fresh}</span>}
      </strong>
      <span>{notification.text}</span>
      <span class="quiet small">{formatDayTime(notification.created_at, me.zone, words)}</span>
    </>
  );
  return (
    <li onClick={read}>
      {place !== undefined ? (
        <Link to={place} class="card">
          {inside}
        </Link>
      ) : (
        <Button off={notification.read} class="card">
          {inside}
        </Button>
      )}
    </li>
  );
}
