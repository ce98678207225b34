/** One message: who wrote what and when, what others felt, and what one can do with it. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { describeError } from "../errors.ts";
import { formatDayTime, toLocalTime } from "../format.ts";
import { PlayButton } from "../homework/pupil/play.tsx";
import { talim, type Person } from "../talim.ts";
import { Button } from "../ui/button.tsx";
import { Fold } from "../ui/fold.tsx";
import { Icon } from "../ui/icon.tsx";
import { showNotice } from "../ui/notices.tsx";
import { chatWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { deleteMessage, reactTo } from "./acts.ts";
import { REACTIONS, type Reaction, type RoomMessage, type WrittenMessage } from "./data.ts";
import { messageQueue, sendMessages } from "./current-queue.ts";
import { ReportMessage, Versions } from "./message-dialogs.tsx";
import { toError, type QueuedMessage } from "./message-queue.ts";

/** An own message may be changed for so long (ms). */
const EDIT_MS = 86_400_000;
/** So much of a message names its acts. */
const NAMED = 40;

export interface MessageActs {
  me: Person;
  /** Undefined where one only reads. */
  reply?: ((message: RoomMessage) => void) | undefined;
  edit?: ((message: RoomMessage | WrittenMessage) => void) | undefined;
  /** One may delete messages of others. */
  mayRemove: boolean;
  take: (message: RoomMessage) => void;
  /** Something of one's own that waits has changed. */
  onWaitingChanged: () => void;
  /** Lead to a message that another one replies to. */
  show: (message: string) => void;
}

interface BubbleProps {
  isOwn: boolean;
  /** Who wrote it, where that is not plain. */
  name?: string | undefined;
  number?: number | undefined;
  id: string;
  children: ComponentChildren;
  foot: ComponentChildren;
}

function Bubble({ isOwn, name, number, id, children, foot }: BubbleProps) {
  const texts = chatWords.use();
  return (
    <li
      class={isOwn ? "message own" : "message"}
      data-testid="message"
      data-number={number}
      id={`message-${id}`}
      tabIndex={-1}
    >
      <div class="bubble">
        {name ? <strong class="message-name">{name}</strong> : <span class="unseen">{isOwn ? texts.you : null}</span>}
        {children}
        <div class="message-foot quiet">{foot}</div>
      </div>
    </li>
  );
}

/** The text as it was written; each line in the direction of its language. */
function Text({ text }: { text: string }) {
  return text ? (
    <p class="message-text" dir="auto">
      {text}
    </p>
  ) : null;
}

function Quote({
  reply,
  show,
}: {
  reply: { message: string; name: string; text: string };
  show?: (message: string) => void;
}) {
  const texts = chatWords.use();
  return (
    <button type="button" class="quote" onClick={() => show?.(reply.message)}>
      <span class="unseen">{texts.toQuoted}: </span>
      <strong>{reply.name}</strong>
      <span dir="auto">{reply.text || texts.voice}</span>
    </button>
  );
}

interface MessageProps {
  message: RoomMessage;
  acts: MessageActs;
  showsName: boolean;
  /** The other one has read it. */
  isSeen: boolean;
}

export function Message({ message, acts, showsName, isSeen }: MessageProps) {
  const texts = chatWords.use();
  const { me } = acts;
  const [opened, setOpened] = useState<"report" | "versions">();
  const isOwn = message.author === me.id;
  const id = message.message;
  const { time } = toLocalTime(message.sent_at, me.zone);
  return (
    <Bubble
      isOwn={isOwn}
      id={id}
      number={message.number}
      name={showsName && !isOwn ? message.name : undefined}
      foot={
        <>
          <span>
            {[time, message.edited_at && !message.deleted ? texts.edited : "", isSeen ? texts.seen : ""]
              .filter(Boolean)
              .join(" · ")}
          </span>
          {message.deleted && !acts.mayRemove ? null : (
            <Acts message={message} isOwn={isOwn} acts={acts} open={setOpened} />
          )}
        </>
      }
    >
      {message.deleted ? (
        <p class="quiet">{texts.deleted}</p>
      ) : (
        <>
          {message.reply ? <Quote reply={message.reply} show={acts.show} /> : null}
          <Text text={message.text} />
          {message.voice ? (
            <PlayButton
              word={texts.voice}
              fetch={() => talim.api.get("/chat/messages/{id}/voice/", { path: { id } }) as Promise<Blob>}
            />
          ) : null}
          <Reactions message={message} acts={acts} />
        </>
      )}
      {opened === "report" ? <ReportMessage id={id} close={() => setOpened(undefined)} /> : null}
      {opened === "versions" ? <Versions id={id} me={me} close={() => setOpened(undefined)} /> : null}
    </Bubble>
  );
}

function Reactions({ message, acts }: { message: RoomMessage; acts: MessageActs }) {
  const words = useWords();
  const texts = chatWords.use();
  const { reactions, own_reaction: own } = message;
  const kinds = (Object.keys(REACTIONS) as Reaction[]).filter((kind) => reactions[kind]);
  if (!kinds.length) return null;
  return (
    <p class="reactions">
      {kinds.map((kind) => (
        <Button
          key={kind}
          off={!acts.reply}
          aria-pressed={kind === own}
          aria-label={texts.reacted(texts.reactions[kind], reactions[kind] ?? 0)}
          onClick={() => react(message, kind, acts, words)}
        >
          {REACTIONS[kind]} {reactions[kind]}
        </Button>
      ))}
    </p>
  );
}

function react(message: RoomMessage, kind: Reaction, acts: MessageActs, words: ReturnType<typeof useWords>): void {
  reactTo(message, kind).then(acts.take, (error: unknown) => showNotice(describeError(error, words).text));
}

/** What one can do with a message; nothing where one only reads. */
function Acts({
  message,
  isOwn,
  acts,
  open,
}: {
  message: RoomMessage;
  isOwn: boolean;
  acts: MessageActs;
  open: (dialog: "report" | "versions") => void;
}) {
  const words = useWords();
  const texts = chatWords.use();
  const { deleted } = message;
  const [reply, edit] = deleted ? [] : [acts.reply, acts.edit];
  const isFresh = Date.parse(message.sent_at) > Date.now() - EDIT_MS;
  const mayDelete = !deleted && (isOwn || acts.mayRemove);
  const hasVersions = acts.mayRemove && (deleted || Boolean(message.edited_at));
  const mayReport = !isOwn && !deleted;
  if (!reply && !mayDelete && !hasVersions && !mayReport) return null;
  return (
    <Fold label="" name={texts.acts(deleted ? texts.deleted : message.text.slice(0, NAMED) || texts.voice)} icon="menu">
      {(close) => (
        <>
          {reply ? (
            <div class="reaction-choice" role="group" aria-label={texts.react}>
              {(Object.keys(REACTIONS) as Reaction[]).map((kind) => (
                <button
                  key={kind}
                  type="button"
                  class="plain"
                  aria-label={texts.reactions[kind]}
                  aria-pressed={message.own_reaction === kind}
                  onClick={() => {
                    close();
                    react(message, kind, acts, words);
                  }}
                >
                  {REACTIONS[kind]}
                </button>
              ))}
            </div>
          ) : null}
          <div class="buttons">
            {reply ? (
              <button type="button" onClick={() => (close(), reply(message))}>
                {texts.reply}
              </button>
            ) : null}
            {isOwn && edit && isFresh && message.text ? (
              <button type="button" onClick={() => (close(), edit(message))}>
                {words.form.edit}
              </button>
            ) : null}
            {mayDelete ? (
              <button
                type="button"
                onClick={() => (close(), deleteMessage(message.message, words, texts, () => undefined))}
              >
                {words.form.delete}
              </button>
            ) : null}
            {hasVersions ? (
              <button type="button" onClick={() => (close(), open("versions"))}>
                {texts.versions}
              </button>
            ) : null}
            {mayReport ? (
              <button type="button" onClick={() => (close(), open("report"))}>
                {texts.report}
              </button>
            ) : null}
          </div>
        </>
      )}
    </Fold>
  );
}

/** One's own message that the teacher gets when the message hours begin, or that a moderator looks at first (`held`). */
export function WaitingMessage({ message, acts }: { message: WrittenMessage; acts: MessageActs }) {
  const words = useWords();
  const texts = chatWords.use();
  const when = message.waits_until ? formatDayTime(message.waits_until, acts.me.zone, words) : "";
  return (
    <Bubble
      isOwn
      id={message.message}
      foot={
        <span class="state">
          <Icon name={message.held ? "eye" : "clock"} />
          {message.held ? texts.held : texts.waitsUntil(when)}
        </span>
      }
    >
      {message.reply ? <Quote reply={message.reply} show={acts.show} /> : null}
      <Text text={message.text} />
      {message.voice ? <p>{texts.voice}</p> : null}
      <div class="buttons">
        {acts.edit && message.text && !message.held ? (
          <button type="button" onClick={() => acts.edit?.(message)}>
            {words.form.edit}
          </button>
        ) : null}
        <button type="button" onClick={() => deleteMessage(message.message, words, texts, acts.onWaitingChanged)}>
          {words.form.delete}
        </button>
      </div>
    </Bubble>
  );
}

/** What is on this device only. */
export function UnsentMessage({ message }: { message: QueuedMessage }) {
  const words = useWords();
  const texts = chatWords.use();
  const { refused } = message;
  const again = () => {
    const { refused: _, ...whole } = message;
    void messageQueue.put(whole).then(sendMessages);
  };
  return (
    <Bubble
      isOwn
      id={message.client_id}
      foot={
        <span class="state">
          <Icon name={refused ? "warning" : "clock"} />
          {refused ? texts.notSent : navigator.onLine ? texts.sending : texts.waitsForNetwork}
        </span>
      }
    >
      {message.reply ? <Quote reply={message.reply} /> : null}
      <Text text={message.text} />
      {message.voice ? <p>{texts.voice}</p> : null}
      {refused ? (
        <>
          <p role="alert">{describeError(toError(refused), words).text}</p>
          <div class="buttons">
            <button type="button" onClick={again}>
              {words.retry}
            </button>
            <button type="button" onClick={() => void messageQueue.remove(message)}>
              {words.form.delete}
            </button>
          </div>
        </>
      ) : null}
    </Bubble>
  );
}
