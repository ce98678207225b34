/** Rooms and conversations, the one with the newest message first. */

import { useRef } from "preact/hooks";
import { formatDay, toLocalTime } from "../format.ts";
import { fetchNewestOfFeed, type NewestRows } from "../pupil/newest.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Empty } from "../ui/empty.tsx";
import { useLoad, usePoll, Loading, type Loaded } from "../ui/load.tsx";
import { ShowMore } from "../ui/show-more.tsx";
import { useEvents } from "../ui/stream.ts";
import { UnreadCount } from "../ui/unread.tsx";
import { chatWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import type { Room } from "./data.ts";
import { nameRoom } from "./room-name.ts";

/** How many are shown at first; "more" adds so many again. */
const PAGE_SIZE = 30;
/** Rooms of many tell nothing while they are closed: they are asked for so often (ms). */
const POLL_MS = 30_000;
const EVENTS = ["notification.created", "notification.changed", "notifications.read"] as const;

/** What was shown last on this page, so that the list stays where another room is opened. */
let last: { person: string; rooms: NewestRows<Room> } | undefined;

export interface RoomList {
  rooms: Loaded<NewestRows<Room>>;
  showMore: () => void;
}

export function useRooms(me: Person): RoomList {
  const limit = useRef(Math.max(PAGE_SIZE, last?.person === me.id ? last.rooms.results.length : 0));
  const loaded = useLoad(async () => {
    const rooms = await fetchNewestOfFeed(limit.current, (size, cursor) =>
      talim.api.get("/chat/rooms/", { query: { limit: size, cursor } }),
    );
    last = { person: me.id, rooms };
    return rooms;
  }, [me.id]);
  const rooms =
    loaded.value === undefined && loaded.error === undefined && last?.person === me.id
      ? { ...loaded, value: last.rooms }
      : loaded;
  useEvents(talim.realtime.own, EVENTS, loaded.reload);
  usePoll(loaded, POLL_MS);
  return {
    rooms,
    showMore: () => {
      limit.current += PAGE_SIZE;
      loaded.reload();
    },
  };
}

interface RoomsProps {
  list: RoomList;
  me: Person;
  opened: string | undefined;
  /** Open a room here; without it each is a link to its page. */
  open?: (id: string) => void;
}

export function Rooms({ list: { rooms, showMore }, me, opened, open }: RoomsProps) {
  const texts = chatWords.use();
  return (
    <Loading of={rooms}>
      {({ results, more }) =>
        results.length ? (
          <>
            <ul class="chat-rooms" data-testid="rooms">
              {results.map((room) => (
                <li key={room.id} class={room.id === opened ? "opened" : undefined}>
                  {open ? (
                    <button type="button" class="chat-room-link" onClick={() => open(room.id)}>
                      <RoomRow room={room} me={me} />
                    </button>
                  ) : (
                    <Link to={`chat/${room.id}`} class="chat-room-link">
                      <RoomRow room={room} me={me} />
                    </Link>
                  )}
                </li>
              ))}
            </ul>
            <ShowMore when={more} show={showMore} />
          </>
        ) : (
          <Empty drawing="messages" text={texts.none} />
        )
      }
    </Loading>
  );
}

function RoomRow({ room, me }: { room: Room; me: Person }) {
  const words = useWords();
  const texts = chatWords.use();
  const { name, detail } = nameRoom(room, me, texts);
  const day = formatDay(room.last_at, me.zone, words);
  const when = day === words.days.today ? toLocalTime(room.last_at, me.zone).time : day;
  return (
    <>
      <Avatar id={room.people.find(({ id }) => id !== me.id)?.id ?? room.id} name={name} />
      <span class="chat-row">
        <span class="chat-row-head">
          <strong>{name}</strong>
          {room.last ? <span class="quiet">{when}</span> : null}
        </span>
        <span class="chat-row-text quiet" dir="auto">
          {describeLast(room, me, texts) || detail}
        </span>
      </span>
      <UnreadCount of={room.unread} class="link-count" />
    </>
  );
}

function describeLast({ last: message, kind }: Room, me: Person, texts: ReturnType<typeof chatWords.use>): string {
  if (!message) return "";
  const text = message.deleted ? texts.deleted : message.text || texts.voice;
  if (message.author.id === me.id) return texts.saidBy(texts.you, text);
  return kind === "direct" ? text : texts.saidBy(message.author.full_name, text);
}
