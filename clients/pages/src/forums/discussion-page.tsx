/** One discussion: its opening text, the tree of replies as they come, and where one writes. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { PageProps } from "../person-pages.ts";
import { Link, navigate } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad, type Loaded } from "../ui/load.tsx";
import { Problem } from "../ui/problem.tsx";
import { useEvents, useStream } from "../ui/stream.ts";
import { forumWords } from "./words/index.ts";
import { ReportDialog } from "../moderation/report-dialog.tsx";
import { Composer } from "./composer.tsx";
import {
  fetchThread,
  findUnread,
  formatSecond,
  nameEnd,
  nameForum,
  removeWithUndo,
  TEXT_KIND,
  type Discussion,
  type Thread,
} from "./data.ts";
import { DiscussionBadges } from "./discussion-badges.tsx";
import { ModeratorActs } from "./manage.tsx";
import { ReplyView } from "./reply-view.tsx";
import { Byline, EditForm, HistoryDialog, isOwn, TextBody, useOpened } from "./text-parts.tsx";
import { useThread, type LiveThread } from "./use-thread.ts";

const TYPING = ["discussion.typing"] as const;
/** How long (ms) it is shown that somebody writes. */
const TYPING_MS = 6_000;

export function DiscussionPage({ me, values: { id = "" } }: PageProps) {
  const loaded = useLoad(() => fetchThread(id), [id]);
  return (
    <Loading of={loaded}>
      {(thread) => <OpenThread key={thread.discussion.id} first={thread} me={me} loaded={loaded} />}
    </Loading>
  );
}

/** Say that this person has read all of it, while they look at it. */
function useReadPosition(id: string, replies: number): void {
  useEffect(() => {
    const mark = () => {
      // Without an answer it stays unread, and is marked at the next visit.
      if (document.visibilityState === "visible")
        void talim.api.post("/discussions/{id}/read/", { path: { id } }).catch(() => undefined);
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [id, replies]);
}

function OpenThread({ first, me, loaded }: { first: Thread; me: Person; loaded: Loaded<Thread> }) {
  const texts = forumWords.use();
  const live = useThread(first, loaded);
  const { thread } = live;
  const { discussion, forum, replies } = thread;
  useReadPosition(discussion.id, replies.length);
  const [unread] = useState(() => findUnread(thread, me.id));
  const [atFirst] = useState(() => new Set(replies.map(({ id }) => id)));
  const [hidden, hide] = useState<Set<string>>(new Set());
  const setHidden = (id: string, isHidden: boolean) =>
    hide((all) => new Set(isHidden ? [...all, id] : [...all].filter((other) => other !== id)));
  const canWrite = forum.can_write && discussion.state !== "deleted" && (!discussion.is_locked || forum.can_moderate);
  const isNew = (id: string) =>
    unread.has(id) || (!atFirst.has(id) && replies.find((reply) => reply.id === id)?.author?.id !== me.id);
  return (
    <>
      <p class="small">
        <Link to={`forums?forum=${forum.id}`}>{nameForum(forum, texts)}</Link>
      </p>
      <Opening live={live} me={me} canWrite={canWrite} />
      <Since ids={replies.map(({ id }) => id).filter((id) => unread.has(id))} />
      <h2>{texts.replies(discussion.reply_count)}</h2>
      <ul class="replies" aria-live="polite">
        {replies
          .filter(({ id, state }) => state === "deleted" || !hidden.has(id))
          .map((reply) => (
            <ReplyView
              key={reply.id}
              reply={reply}
              me={me}
              isNew={isNew(reply.id)}
              canWrite={canWrite}
              live={live}
              hide={setHidden}
            />
          ))}
      </ul>
      <Typing id={discussion.id} me={me} />
      {canWrite ? (
        <Composer
          forum={forum.id}
          discussion={discussion.id}
          parent={null}
          label={texts.yourReply}
          onSent={live.putReply}
        />
      ) : (
        <p class="notice">
          <Icon name="lock" />
          <span>{nameEnd(forum, texts) || (discussion.is_locked ? texts.lockedNow : texts.readOnly)}</span>
        </p>
      )}
    </>
  );
}

function Opening({ live, me, canWrite }: { live: LiveThread; me: Person; canWrite: boolean }) {
  const texts = forumWords.use();
  const [opened, open] = useOpened();
  const [error, setError] = useState<unknown>();
  const [isHidden, setIsHidden] = useState(false);
  const { thread } = live;
  const { discussion, forum } = thread;
  const path = { id: discussion.id };
  const own = isOwn(discussion, me);
  const close = () => open(undefined);
  const changed = (next: Discussion) => {
    close();
    live.putDiscussion(next);
  };
  const remove = () =>
    removeWithUndo({
      words: texts,
      hide: () => setIsHidden(true),
      show: () => setIsHidden(false),
      act: () => talim.api.delete("/discussions/{id}/", { path }).then(() => navigate(`forums?forum=${forum.id}`)),
      onFail: (reason) => setError(() => reason),
    });
  if (isHidden) return <p class="quiet">{texts.deleted}</p>;
  const isShown = discussion.state !== "deleted" && discussion.author !== null;
  return (
    <article class="opening" data-testid="opening">
      <h1>{discussion.title || (discussion.state === "deleted" ? texts.deleted : texts.hidden)}</h1>
      <DiscussionBadges of={discussion} />
      {discussion.lesson ? (
        <p class="small">
          <Link
            to={
              discussion.second === null
                ? `learn/${discussion.lesson}`
                : `learn/${discussion.lesson}?at=${discussion.second}`
            }
          >
            {texts.at(discussion.lesson_title, formatSecond(discussion.second))}
          </Link>
        </p>
      ) : null}
      <Byline of={discussion} me={me} />
      {opened === "edit" ? (
        <EditForm
          text={discussion.text}
          title={discussion.title}
          save={(body) => talim.api.patch("/discussions/{id}/", { path, body })}
          onDone={changed}
          close={close}
        />
      ) : (
        <TextBody of={discussion} />
      )}
      {error ? <Problem error={error} /> : null}
      {isShown && opened !== "edit" ? (
        <details class="more-acts">
          <summary aria-label={texts.moreOfDiscussion}>{texts.more}</summary>
          <div class="buttons">
            {own && canWrite ? (
              <button type="button" onClick={() => open("edit")}>
                {texts.edit}
              </button>
            ) : null}
            {(own || forum.can_moderate) && discussion.edited_at ? (
              <button type="button" onClick={() => open("history")}>
                {texts.history}
              </button>
            ) : null}
            {own || forum.can_moderate ? (
              <button type="button" onClick={remove}>
                {texts.remove}
              </button>
            ) : null}
            {own ? null : (
              <button type="button" onClick={() => open("report")}>
                {texts.report}
              </button>
            )}
            <ModeratorActs
              thread={thread}
              isOwn={own}
              onChange={live.reload}
              onMoved={(moved) => {
                live.reload();
                live.putDiscussion(moved);
              }}
            />
          </div>
        </details>
      ) : null}
      {opened === "report" ? <ReportDialog kind={TEXT_KIND} id={discussion.id} close={close} /> : null}
      {opened === "history" ? (
        <HistoryDialog
          fetch={(query) => talim.api.get("/discussions/{id}/edits/", { path, query })}
          me={me}
          close={close}
        />
      ) : null}
    </article>
  );
}

/** How many replies came since this person was here, and the way to the first of them. */
function Since({ ids }: { ids: string[] }) {
  const texts = forumWords.use();
  const [first] = ids;
  if (!first) return null;
  const go = () => {
    const element = document.getElementById(`reply-${first}`);
    element?.scrollIntoView({ block: "center" });
    element?.focus({ preventScroll: true });
  };
  return (
    <div class="notice" role="status">
      <p>{texts.since(ids.length)}</p>
      <button type="button" onClick={go}>
        {texts.toNew}
      </button>
    </div>
  );
}

/** Who writes at this moment. */
function Typing({ id, me }: { id: string; me: Person }) {
  const texts = forumWords.use();
  const [name, setName] = useState("");
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEvents(useStream("discussion", id), TYPING, (event) => {
    if (!event || event.data.user === me.id) return;
    setName(event.data.name);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setName(""), TYPING_MS);
  });
  return (
    <p class="quiet typing" role="status">
      {name ? texts.writing(name) : ""}
    </p>
  );
}
