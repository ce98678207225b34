/** The messages of a room, by day: older ones come when one scrolls up, and what is seen is marked as read. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { formatDay, toLocalTime } from "../format.ts";
import { useStore } from "../store.ts";
import { Button } from "../ui/button.tsx";
import { Waiting } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { chatWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { hiddenMessages } from "./acts.ts";
import type { RoomMessage } from "./data.ts";
import { Message, UnsentMessage, WaitingMessage, type MessageActs } from "./message.tsx";
import type { OpenRoom } from "./use-room.ts";

/** So near (px) to an end counts as being there. */
const NEAR_PX = 80;
/** So many pages of new messages are loaded at once to begin with the first of them. */
const MAX_PAGES = 4;

interface MessagesProps {
  room: OpenRoom;
  acts: MessageActs;
  /** Of a room of many each message says who wrote it. */
  showsNames: boolean;
  /** The number of the first message that was new when the room was opened; undefined where none was. */
  newFrom: number | undefined;
  /** The number of the last message when the room was opened: those after it are read aloud. */
  lastBefore: number;
  /** The messages up to this number were seen. */
  onSeen: (number: number) => void;
}

export function Messages({ room, acts, showsNames, newFrom, lastBefore, onSeen }: MessagesProps) {
  const words = useWords();
  const texts = chatWords.use();
  const { me } = acts;
  const hidden = useStore(hiddenMessages);
  const { rows, hasOlder } = room.history;
  const log = useRef<HTMLDivElement>(null);
  /** How far (px) the end is below what one sees; 0 stays at the end. */
  const below = useRef(0);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const shown = rows.filter(({ message, deleted }) => deleted || !hidden.has(message));
  const waiting = room.waiting.filter(({ message }) => !hidden.has(message));
  const own = waiting.length + room.queued.length;
  const first = shown[0]?.number;
  const last = shown.at(-1)?.number;

  const toEnd = () => {
    below.current = 0;
    const element = log.current;
    if (element) element.scrollTop = element.scrollHeight;
  };
  /** Where one begins to read was found, or is not looked for any more. */
  const isPlaced = useRef(newFrom === undefined);
  const pages = useRef(0);

  useLayoutEffect(() => {
    const element = log.current;
    if (element) element.scrollTop = element.scrollHeight - element.clientHeight - below.current;
  }, [first, last, own]);
  useLayoutEffect(() => {
    if (own) toEnd();
  }, [own]);
  useLayoutEffect(() => {
    const element = log.current;
    if (!element || isPlaced.current || first === undefined) return;
    const mark = element.querySelector(".chat-new");
    if (!mark && hasOlder && newFrom !== undefined && first > newFrom && pages.current < MAX_PAGES) {
      pages.current += 1;
      return room.loadOlder();
    }
    isPlaced.current = true;
    if (mark) element.scrollTop += mark.getBoundingClientRect().top - element.getBoundingClientRect().top - NEAR_PX;
  }, [first, hasOlder]);
  useEffect(() => {
    const element = log.current;
    if (!element || !("ResizeObserver" in globalThis)) return undefined;
    const sized = new ResizeObserver(
      () => (element.scrollTop = element.scrollHeight - element.clientHeight - below.current),
    );
    sized.observe(element);
    return () => sized.disconnect();
  }, []);

  const look = () => {
    const element = log.current;
    if (!element || !isPlaced.current || document.visibilityState !== "visible") return;
    const end = element.getBoundingClientRect().bottom;
    const seen = [...element.querySelectorAll<HTMLElement>("[data-number]")]
      .reverse()
      .find((row) => row.getBoundingClientRect().top < end);
    if (seen) onSeen(Number(seen.dataset["number"]));
  };
  const scrolled = () => {
    const element = log.current;
    if (!element) return;
    below.current = Math.max(0, element.scrollHeight - element.clientHeight - element.scrollTop);
    if (below.current < 2) below.current = 0;
    setIsAtEnd(below.current < NEAR_PX);
    if (element.scrollTop < NEAR_PX && hasOlder) room.loadOlder();
    look();
  };
  useEffect(look, [last]);
  useEffect(() => {
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  });
  const seenBefore = Math.max(0, ...room.reads.filter(({ user }) => user !== me.id).map(({ number }) => number));
  const lastSeen = shown.filter(({ author, number }) => author === me.id && number <= seenBefore).at(-1)?.number;
  const newest = shown.at(-1);
  return (
    <div class="chat-log-place">
      <div
        class="chat-log"
        ref={log}
        role="group"
        aria-label={texts.history}
        tabIndex={0}
        onScroll={scrolled}
        data-testid="messages"
      >
        {room.error === undefined ? null : <Problem error={room.error} again={room.loadOlder} />}
        {hasOlder === undefined && room.error === undefined && !shown.length ? <Waiting /> : null}
        {hasOlder ? (
          <p class="chat-older">
            <Button off={false} onClick={room.loadOlder}>
              {texts.older}
            </Button>
          </p>
        ) : null}
        {hasOlder === false ? <p class="chat-day quiet">{texts.beginning}</p> : null}
        {groupByDay(shown, me.zone).map(({ day, messages }) => (
          <section key={day} aria-labelledby={`chat-day-${day}`}>
            <h3 id={`chat-day-${day}`} class="chat-day quiet">
              {formatDay(messages[0]?.sent_at ?? "", me.zone, words)}
            </h3>
            <ol>
              {messages.map((message, place) => (
                <>
                  {message.number === newFrom ? (
                    <li key="new" class="chat-new">
                      {texts.newFrom}
                    </li>
                  ) : null}
                  <Message
                    key={message.message}
                    message={message}
                    acts={acts}
                    showsName={showsNames && messages[place - 1]?.author !== message.author}
                    isSeen={message.number === lastSeen}
                  />
                </>
              ))}
            </ol>
          </section>
        ))}
        {own ? (
          <ol>
            {waiting.map((message) => (
              <WaitingMessage key={message.client_id} message={message} acts={acts} />
            ))}
            {room.queued.map((message) => (
              <UnsentMessage key={message.client_id} message={message} />
            ))}
          </ol>
        ) : null}
      </div>
      {isAtEnd ? null : (
        <button type="button" class="chat-to-end" onClick={toEnd}>
          {texts.toNewest}
        </button>
      )}
      <p class="unseen" role="status">
        {newest && newest.author !== me.id && !newest.deleted && newest.number > lastBefore
          ? texts.saidBy(newest.name, newest.text || texts.voice)
          : ""}
      </p>
    </div>
  );
}

function groupByDay(rows: readonly RoomMessage[], zone: string): { day: number; messages: RoomMessage[] }[] {
  const days: { day: number; messages: RoomMessage[] }[] = [];
  for (const message of rows) {
    const day = toLocalTime(message.sent_at, zone).number;
    const present = days.at(-1);
    if (present?.day === day) present.messages.push(message);
    else days.push({ day, messages: [message] });
  }
  return days;
}
