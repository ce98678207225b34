/** What the person was told, the newest first. */

import { useEffect, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { opens, type PageProps } from "../app.tsx";
import { troubleOf } from "../errors.ts";
import { dayTime } from "../format.ts";
import { ripen } from "../push/moment.ts";
import { Link } from "../router.tsx";
import { placeOf } from "./place.ts";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { tell } from "../ui/notices.tsx";
import { useWords } from "../words/index.ts";

/** How lessons and homework of a child go: what a parent would rather know at once. */
const OF_A_CHILD = /^(attendance|homework)\./;

export type Message = Answer<"/notifications/", "get">["results"][number];

export function Messages({ me }: PageProps) {
  const words = useWords();
  const first = useLoad(() => talim.api.get("/notifications/", { query: { limit: 20 } }), []);
  const [more, add] = useState<{ results: Message[]; next: string | null } | null>(null);
  useEffect(() => {
    const { own } = talim.realtime;
    const stops = [
      own.on("notification.created", first.again),
      own.on("notification.changed", first.again),
      own.on("notifications.read", first.again),
    ];
    return () => stops.forEach((stop) => stop());
  }, [first.again]);
  const further = async (cursor: string) => {
    const { results, next } = await talim.api.get("/notifications/", { query: { limit: 20, cursor } });
    add((before) => ({ results: [...(before?.results ?? []), ...results], next }));
  };
  const failed = (error: unknown) => tell(troubleOf(error, words).text);
  const readAll = () => void talim.api.post("/notifications/mark-all-read/").then(first.again, failed);
  return (
    <>
      <div class="title">
        <h1>{words.messages.title}</h1>
        {first.value?.results.some((one) => !one.read) ? (
          <button type="button" onClick={readAll}>
            {words.messages.readAll}
          </button>
        ) : null}
      </div>
      <Loading of={first}>
        {({ results, next }) => {
          const known = new Set(results.map((one) => one.id));
          const all = [...results, ...(more?.results ?? []).filter((one) => !known.has(one.id))];
          const cursor = more ? more.next : next;
          if (!all.length) return <p class="empty">{words.messages.none}</p>;
          return (
            <>
              <ul class="cards">
                {all.map((one) => (
                  <MessageCard key={one.id} one={one} me={me} />
                ))}
              </ul>
              {cursor ? (
                <button type="button" onClick={() => void further(cursor).catch(failed)}>
                  {words.more}
                </button>
              ) : null}
            </>
          );
        }}
      </Loading>
    </>
  );
}

function MessageCard({ one, me }: { one: Message; me: Person }) {
  const words = useWords();
  const place = placeOf(one, (address) => opens(me, address));
  const read = () => {
    if (one.read) return;
    const failed = (error: unknown) => tell(troubleOf(error, words).text);
    void talim.api.post("/notifications/{id}/mark-read/", { path: { id: one.id } }).catch(failed);
    if (me.role === "parent" && OF_A_CHILD.test(one.type)) void ripen("parent");
  };
  const inside = (
    <>
      <strong>
        {one.title} {one.read ? null : <span class="chip">{words.messages.fresh}</span>}
      </strong>
      <span>{one.text}</span>
      <span class="quiet small">{dayTime(one.created_at, me.zone, words)}</span>
    </>
  );
  return (
    <li onClick={read}>
      {place !== undefined ? (
        <Link to={place} class="card">
          {inside}
        </Link>
      ) : one.read ? (
        <div class="card">{inside}</div>
      ) : (
        <button type="button" class="card">
          {inside}
        </button>
      )}
    </li>
  );
}
