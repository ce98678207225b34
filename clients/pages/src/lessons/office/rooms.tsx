/** Which lesson is in which room, on one day; each room opens as a card. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { formatDay, addDays, toIsoDay, toLocalTime, getDayStart } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { roomsWords } from "./words/index.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { DayChoice } from "../../office/day-choice.tsx";
import { hasPermission } from "../../office/permissions.ts";
import { RoomCard, RoomForm, type Room } from "./room-card.tsx";

type Lesson = Answer<"/lessons/", "get">["results"][number];

export function Rooms({ me }: PageProps) {
  const words = useWords();
  const texts = words.office;
  const roomTexts = roomsWords.use();
  const { opened, open, close, changes, done: closeChanged } = useOpenedRow<Room | "new">();
  const [day, setDay] = useState(toIsoDay(Date.now(), me.zone));
  const dayPlan = useLoad(() => fetchRoomDay(day, me.zone), [day]);
  const canManage = hasPermission(me, "rooms.manage");
  const done = () => {
    closeChanged();
    dayPlan.reload();
  };
  return (
    <>
      <h1>
        {texts.rooms}: {formatDay(getDayStart(day, me.zone), me.zone, words)}
      </h1>
      <div class="table-tools">
        <DayChoice day={day} choose={setDay} earlier={addDays(day, -1)} later={addDays(day, 1)} />
        {canManage ? (
          <button type="button" class="main" onClick={() => open("new")}>
            {roomTexts.newRoom}
          </button>
        ) : null}
      </div>
      <Loading of={dayPlan}>
        {({ rooms, lessons }) => {
          const branchCount = new Set(rooms.map((room) => room.branch.id)).size;
          const otherLessons = lessons.filter((lesson) => !rooms.some((room) => room.id === lesson.room?.id));
          const unlisted = new Map(otherLessons.map(({ room }) => [room?.id, room?.name ?? texts.noRoom] as const));
          return (
            <>
              {rooms.length ? null : <Empty drawing="door" text={roomTexts.noRooms} />}
              <div class="rooms">
                {rooms.map((room) => (
                  <RoomDay
                    key={room.id}
                    name={branchCount > 1 ? `${room.name}, ${room.branch.name}` : room.name}
                    seats={room.seats}
                    open={() => open(room)}
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
      {canManage ? <UnusedRooms changes={changes} open={open} /> : null}
      {opened === "new" ? (
        <Drawer title={roomTexts.newRoom} close={close}>
          <RoomForm
            onDone={() => {
              showNotice(words.form.saved);
              done();
            }}
            close={close}
          />
        </Drawer>
      ) : opened ? (
        <Drawer key={opened.id} title={opened.name} close={close}>
          <RoomCard room={opened} me={me} onDone={done} />
        </Drawer>
      ) : null}
    </>
  );
}

/** Rooms that were taken out of use, to take them back. */
function UnusedRooms({ changes, open }: { changes: number; open: (room: Room) => void }) {
  const roomTexts = roomsWords.use();
  const rooms = useLoad(
    () => talim.api.get("/courses/rooms/", { query: { archived: true, page_size: 100, ordering: "name" } }),
    [changes],
  );
  if (!rooms.value?.results.length) return null;
  return (
    <details>
      <summary>{roomTexts.outOfUse}</summary>
      <ul class="rows">
        {rooms.value.results.map((room) => (
          <li key={room.id}>
            <button type="button" class="link" onClick={() => open(room)}>
              {room.name}
            </button>
          </li>
        ))}
      </ul>
    </details>
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

interface RoomDayProps {
  name: string;
  seats?: number | null;
  lessons: Lesson[];
  me: Person;
  /** Opens the room's card; without it there is none. */
  open?: () => void;
}

function RoomDay({ name, seats, lessons, me, open }: RoomDayProps) {
  const words = useWords();
  const roomTexts = roomsWords.use();
  return (
    <section class="card" aria-label={name}>
      <h2>
        {open ? (
          <button type="button" class="link" aria-label={roomTexts.openRoom(name)} onClick={open}>
            {name}
          </button>
        ) : (
          name
        )}{" "}
        {seats ? <span class="quiet small">{words.office.seats(seats)}</span> : null}
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
