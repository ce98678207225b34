/** An open room: who is in it, its messages, and where one writes. */

import { useEffect, useRef, useState } from "preact/hooks";
import { formatDayTime } from "../format.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { throttleTrailing } from "../throttle.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Icon } from "../ui/icon.tsx";
import { Loading } from "../ui/load.tsx";
import type { ChatWords } from "./words/en.ts";
import { chatWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { Composer } from "./composer.tsx";
import {
  isConversation,
  isParticipant,
  toRoomMessage,
  type RoomDetails,
  type RoomMessage,
  type WrittenMessage,
} from "./data.ts";
import type { MessageActs } from "./message.tsx";
import { Messages } from "./messages.tsx";
import { RoomMenu } from "./room-menu.tsx";
import { nameRoom } from "./room-name.ts";
import { refreshUnreadChat } from "./unread.ts";
import { useRoom, type OpenRoom } from "./use-room.ts";

/** How long (ms) is waited for more that is seen before the server hears of it. */
const READ_MS = 400;

export interface RoomProps {
  id: string;
  me: Person;
  /** Leads back to the list, where that is not beside it. */
  back?: (() => void) | undefined;
  /** Something was read or written here. */
  onChange: () => void;
  /** It lies over a page: its title is not that of the page. */
  inDrawer?: boolean;
}

export function Room(props: RoomProps) {
  const room = useRoom(props.id, props.me);
  return (
    <section class="chat-room" data-testid="room">
      <Loading of={room.details}>{(details) => <OpenedRoom {...props} details={details} room={room} />}</Loading>
    </section>
  );
}

function OpenedRoom({
  id,
  me,
  back,
  onChange,
  inDrawer = false,
  details,
  room,
}: RoomProps & { details: RoomDetails; room: OpenRoom }) {
  const words = useWords();
  const texts = chatWords.use();
  const [reply, setReply] = useState<RoomMessage>();
  const [editing, setEditing] = useState<RoomMessage | WrittenMessage>();
  const opened = useRef({
    newFrom: details.unread ? details.last_number - details.unread + 1 : undefined,
    last: details.last_number,
  });
  const onSeen = useSeen(id, details, onChange);
  const last = room.history.rows.at(-1)?.number;
  useEffect(() => {
    if (last !== undefined && last > opened.current.last) onChange();
  }, [last]);
  const takesPart = isParticipant(details, me);
  const mayWrite = details.may_write && takesPart;
  const acts: MessageActs = {
    me,
    reply: mayWrite ? (message) => (setEditing(undefined), setReply(message)) : undefined,
    edit: mayWrite ? (message) => (setReply(undefined), setEditing(message)) : undefined,
    mayRemove: details.may_remove,
    take: room.take,
    onWaitingChanged: room.reloadWaiting,
    show: (message) => void showMessage(message, room),
  };
  const Title = inDrawer ? "h3" : back ? "h1" : "h2";
  const { name, detail } = nameRoom(details, me, texts);
  return (
    <>
      <header class="chat-head">
        {back ? (
          <button type="button" class="plain" aria-label={texts.list} onClick={back}>
            ←
          </button>
        ) : null}
        <Avatar id={details.people.find((person) => person.id !== me.id)?.id ?? details.id} name={name} />
        <div class="chat-title">
          <Title>{name}</Title>
          <span class="quiet" role="status">
            {room.typing.length > 2
              ? texts.typingMany
              : room.typing.length
                ? texts.typing(room.typing.join(", "))
                : detail}
          </span>
        </div>
        {inDrawer ? <Link to={`chat/${id}`}>{texts.toPage}</Link> : null}
        <RoomMenu details={details} me={me} onChange={room.details.reload} />
      </header>
      {details.guardians_read ? (
        <p class="chat-told quiet">
          <Icon name="eye" />
          {texts.guardiansRead}
        </p>
      ) : null}
      <Messages
        room={room}
        acts={acts}
        showsNames={!isConversation(details) || details.kind === "office" || !takesPart}
        newFrom={opened.current.newFrom}
        lastBefore={opened.current.last}
        onSeen={onSeen}
      />
      {mayWrite ? (
        <>
          {details.waits_until ? (
            <p class="chat-told quiet" role="status">
              <Icon name="clock" />
              {texts.willWait(formatDayTime(details.waits_until, me.zone, words))}
            </p>
          ) : null}
          <Composer
            room={id}
            me={me}
            reply={reply}
            editing={editing}
            cancel={() => (setReply(undefined), setEditing(undefined))}
            onEdited={(message) => {
              const row = toRoomMessage(message);
              if (row) room.take(row);
              else room.reloadWaiting();
            }}
          />
        </>
      ) : (
        <p class="notice" role="status" data-testid="why-not">
          <Icon name="lock" />
          {sayWhyNot(details, takesPart, texts)}
          {takesPart && details.continued_in ? (
            <Link to={`chat/${details.continued_in}`}>{texts.toContinued}</Link>
          ) : null}
        </p>
      )}
    </>
  );
}

/** Why nobody, or this person, can write here. */
function sayWhyNot({ kind, why_not: reason }: RoomDetails, takesPart: boolean, texts: ChatWords): string {
  if (takesPart && reason) return texts.whyNot[reason];
  return kind === "lesson" ? texts.lessonOver : texts.onlyRead;
}

/** Say to the server what was seen: not more often than needed, and never less than before. */
function useSeen(id: string, details: RoomDetails, onChange: () => void): (number: number) => void {
  const told = useRef(details.last_number - details.unread);
  const seen = useRef(0);
  const present = useRef(onChange);
  present.current = onChange;
  const [telling] = useState(() =>
    throttleTrailing(() => {
      const number = seen.current;
      if (number <= told.current) return;
      told.current = number;
      talim.api.post("/chat/rooms/{id}/read/", { path: { id }, body: { number }, keepalive: true }).then(
        () => {
          refreshUnreadChat();
          present.current();
        },
        // The next message that is seen says it again.
        () => void (told.current = Math.min(told.current, number - 1)),
      );
    }, READ_MS),
  );
  return (number) => {
    if (number <= told.current) return;
    seen.current = Math.max(seen.current, number);
    telling.schedule();
  };
}

/** Lead to a message; one that is not loaded yet is looked for among the next older ones. */
async function showMessage(message: string, room: OpenRoom): Promise<void> {
  const found = document.getElementById(`message-${message}`);
  if (found) {
    found.scrollIntoView({ block: "center" });
    found.focus({ preventScroll: true });
  } else room.loadOlder();
}
