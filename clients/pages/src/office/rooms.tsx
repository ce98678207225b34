/** Which lesson is in which room, on one day. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../app.tsx";
import { dayOf, daysOn, isoDay, local, startOf } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { allPages } from "./all-pages.ts";
import { DayChoice } from "./day-choice.tsx";

type Lesson = Answer<"/lessons/", "get">["results"][number];
type Room = Answer<"/courses/rooms/", "get">["results"][number];

export function Rooms({ me }: PageProps) {
  const words = useWords();
  const w = words.office;
  const [day, choose] = useState(isoDay(Date.now(), me.zone));
  const found = useLoad(() => dayIn(day, me.zone), [day]);
  return (
    <>
      <h1>
        {w.rooms}: {dayOf(startOf(day, me.zone), me.zone, words)}
      </h1>
      <DayChoice day={day} choose={choose} earlier={daysOn(day, -1)} later={daysOn(day, 1)} />
      <Loading of={found}>
        {({ rooms, lessons }) => {
          const nowhere = lessons.filter((one) => !rooms.some((room) => room.id === one.room?.id));
          return (
            <>
              {rooms.length ? null : <p class="empty">{w.noRooms}</p>}
              <div class="rooms">
                {rooms.map((room) => (
                  <RoomDay key={room.id} name={room.name} room={room} lessons={lessons} me={me} />
                ))}
                {nowhere.length ? <RoomDay name={w.noRoom} lessons={nowhere} me={me} /> : null}
              </div>
            </>
          );
        }}
      </Loading>
    </>
  );
}

/** The rooms, and the lessons that begin on this day. */
async function dayIn(day: string, zone: string): Promise<{ rooms: Room[]; lessons: Lesson[] }> {
  const [from, to] = [day, daysOn(day, 1)].map((one) => new Date(startOf(one, zone)).toISOString());
  const [rooms, lessons] = await Promise.all([
    allPages((page) => talim.api.get("/courses/rooms/", { query: { page, page_size: 100, ordering: "name" } })),
    allPages((page) =>
      talim.api.get("/lessons/", { query: { page, page_size: 100, ordering: "starts_at", from, to } }),
    ),
  ]);
  return { rooms, lessons: lessons.filter((one) => one.status !== "cancelled") };
}

function RoomDay({ name, room, lessons, me }: { name: string; room?: Room; lessons: Lesson[]; me: Person }) {
  const words = useWords();
  const here = room ? lessons.filter((one) => one.room?.id === room.id) : lessons;
  return (
    <section class="card" aria-label={name}>
      <h2>
        {name} {room?.seats ? <span class="quiet small">{words.office.seats(room.seats)}</span> : null}
      </h2>
      {here.length ? (
        <ul class="rows">
          {here.map((one) => (
            <li key={one.id}>
              <span class="when">
                {local(one.starts_at, me.zone).time}–{local(one.ends_at, me.zone).time}
              </span>
              <span>
                {one.group_name}
                <span class="quiet small">{one.teacher?.full_name}</span>
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="quiet">{words.office.freeAllDay}</p>
      )}
    </section>
  );
}
