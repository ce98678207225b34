/** Which lesson is in which room, on one day. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../person-pages.ts";
import { formatDay, addDays, toIsoDay, toLocalTime, getDayStart } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { fetchAllPages } from "./all-pages.ts";
import { DayChoice } from "./day-choice.tsx";

type Lesson = Answer<"/lessons/", "get">["results"][number];
type Room = Answer<"/courses/rooms/", "get">["results"][number];

export function Rooms({ me }: PageProps) {
  const words = useWords();
  const texts = words.office;
  const [day, setDay] = useState(toIsoDay(Date.now(), me.zone));
  const dayPlan = useLoad(() => fetchRoomDay(day, me.zone), [day]);
  return (
    <>
      <h1>
        {texts.rooms}: {formatDay(getDayStart(day, me.zone), me.zone, words)}
      </h1>
      <DayChoice day={day} choose={setDay} earlier={addDays(day, -1)} later={addDays(day, 1)} />
      <Loading of={dayPlan}>
        {({ rooms, lessons }) => {
          const branchCount = new Set(rooms.map((room) => room.branch.id)).size;
          const otherLessons = lessons.filter((lesson) => !rooms.some((room) => room.id === lesson.room?.id));
          const unlisted = new Map(otherLessons.map(({ room }) => [room?.id, room?.name ?? texts.noRoom] as const));
          return (
            <>
              {rooms.length ? null : <p class="empty">{texts.noRooms}</p>}
              <div class="rooms">
                {rooms.map((room) => (
                  <RoomDay
                    key={room.id}
                    name={branchCount > 1 ? `${room.name}, ${room.branch.name}` : room.name}
                    seats={room.seats}
                    lessons={lessons.filter((lesson) => lesson.room?.id === room.id)}
                    me={me}
                  />
                ))}
                {[...unlisted].map(([id, name]) => (
                  <RoomDay
                    key={id ?? ""}
                    name={name}
                    lessons={otherLessons.filter((lesson) => lesson.room?.id === id)}
                    me={me}
                  />
                ))}
              </div>
            </>
          );
        }}
      </Loading>
    </>
  );
}

/** The rooms, sorted by branch, and the lessons that begin on this day. */
async function fetchRoomDay(day: string, zone: string): Promise<{ rooms: Room[]; lessons: Lesson[] }> {
  const [from, to] = [day, addDays(day, 1)].map((date) => new Date(getDayStart(date, zone)).toISOString());
  const [rooms, lessons] = await Promise.all([
    fetchAllPages((page) => talim.api.get("/courses/rooms/", { query: { page, page_size: 100, ordering: "name" } })),
    fetchAllPages((page) =>
      talim.api.get("/lessons/", { query: { page, page_size: 100, ordering: "starts_at", from, to } }),
    ),
  ]);
  rooms.sort((a, b) => a.branch.name.localeCompare(b.branch.name));
  return { rooms, lessons: lessons.filter((lesson) => lesson.status !== "cancelled") };
}

function RoomDay({ name, seats, lessons, me }: { name: string; seats?: number | null; lessons: Lesson[]; me: Person }) {
  const words = useWords();
  return (
    <section class="card" aria-label={name}>
      <h2>
        {name} {seats ? <span class="quiet small">{words.office.seats(seats)}</span> : null}
      </h2>
      {lessons.length ? (
        <ul class="rows">
          {lessons.map((lesson) => (
            <li key={lesson.id}>
              <span class="when">
                {toLocalTime(lesson.starts_at, me.zone).time}–{toLocalTime(lesson.ends_at, me.zone).time}
              </span>
              <span>
                {lesson.group_name}
                <span class="quiet small">{lesson.teacher?.full_name}</span>
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
