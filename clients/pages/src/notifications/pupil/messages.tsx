/** The user's notifications, the newest first. */

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { describeError } from "../../errors.ts";
import { formatDay, toLocalTime } from "../../format.ts";
import { askOnNextPage } from "../push/question-timing.ts";
import { Link } from "../../router.tsx";
import { fetchNewestOfFeed } from "../../pupil/newest.ts";
import { findMessageIcon, findMessagePage, type Message } from "./message-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { ShowMore } from "../../ui/show-more.tsx";
import { useEvents } from "../../ui/stream.ts";
import { useWords } from "../../words/index.ts";

/** How many are shown at first; "more" adds so many again. */
const PAGE_SIZE = 20;
const EVENTS = ["notification.created", "notification.changed", "notifications.read"] as const;

/** Messages about a child's lessons and homework: a parent is asked whether to get these as push messages. */
const CHILD_EVENTS = /^(attendance|homework)\./;

/** `children` stand above the list. */
export function Messages({ me, children }: PageProps & { children?: ComponentChildren }) {
  const words = useWords();
  const shownLimit = useRef(PAGE_SIZE);
  const notifications = useLoad(
    () =>
      fetchNewestOfFeed(shownLimit.current, (limit, cursor) =>
        talim.api.get("/notifications/", { query: { limit, cursor } }),
      ),
    [],
  );
  useEvents(talim.realtime.own, EVENTS, notifications.reload);
  const showMore = (shownCount: number) => {
    shownLimit.current = shownCount + PAGE_SIZE;
    notifications.reload();
  };
  const showFailure = (error: unknown) => showNotice(describeError(error, words).text);
  const readAll = () => void talim.api.post("/notifications/mark-all-read/").then(notifications.reload, showFailure);
  return (
    <>
      <div class="title">
        <h1>{words.messages.title}</h1>
        {notifications.value?.results.some((notification) => !notification.read) ? (
          <button type="button" onClick={readAll}>
            {words.messages.readAll}
          </button>
        ) : null}
      </div>
      {children}
      <Loading of={notifications}>
        {({ results, more }) =>
          results.length ? (
            <>
              {groupByDay(results, me.zone).map(([day, messages]) => (
                <section key={day} aria-labelledby={`day-${day}`}>
                  <h2 id={`day-${day}`} class="day-heading">
                    {formatDay(messages[0]?.changed_at ?? "", me.zone, words)}
                  </h2>
                  <ul class="cards">
                    {messages.map((notification) => (
                      <MessageCard key={notification.id} message={notification} me={me} />
                    ))}
                  </ul>
                </section>
              ))}
              <ShowMore when={more} show={() => showMore(results.length)} />
            </>
          ) : (
            <p class="empty">{words.messages.none}</p>
          )
        }
      </Loading>
      {notifications.value && notifications.error ? (
        <Problem error={notifications.error} again={notifications.reload} />
      ) : null}
    </>
  );
}

/** The messages of each day, in the order in which they come; a day is known by its number. */
function groupByDay(messages: Message[], zone: string): [day: number, messages: Message[]][] {
  const days = new Map<number, Message[]>();
  for (const message of messages) {
    const day = toLocalTime(message.changed_at, zone).number;
    days.set(day, [...(days.get(day) ?? []), message]);
  }
  return [...days];
}

function MessageCard({ message: notification, me }: { message: Message; me: Person }) {
  const words = useWords();
  const { hasPage } = usePersonPages();
  const page = findMessagePage(notification, (address) => hasPage(me, address));
  const markRead = () => {
    if (notification.read) return;
    const showFailure = (error: unknown) => showNotice(describeError(error, words).text);
    void talim.api.post("/notifications/{id}/mark-read/", { path: { id: notification.id } }).catch(showFailure);
    if (me.role === "parent" && CHILD_EVENTS.test(notification.type)) void askOnNextPage("parent");
  };
  const content = (
    <>
      <strong class="state">
        <Icon name={findMessageIcon(notification.type)} />
        {notification.title} {notification.read ? null : <span class="chip">{words.messages.fresh}</span>}
      </strong>
      <span>{notification.text}</span>
      <span class="quiet small">{toLocalTime(notification.changed_at, me.zone).time}</span>
    </>
  );
  return (
    <li onClick={markRead}>
      {page !== undefined ? (
        <Link to={page} class="card">
          {content}
        </Link>
      ) : (
        <Button off={notification.read} class="card">
          {content}
        </Button>
      )}
    </li>
  );
}
