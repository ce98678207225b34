/** One reply in its place in the tree, with all that one may do with it. */

import { useState } from "preact/hooks";
import { navigate } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextField } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Icon } from "../ui/icon.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { forumWords } from "./words/index.ts";
import { ReportDialog } from "../moderation/report-dialog.tsx";
import { Composer } from "./composer.tsx";
import { removeWithUndo, TEXT_KIND, type Reply } from "./data.ts";
import { Badge, Byline, EditForm, getAuthorName, HistoryDialog, isOwn, TextBody, useOpened } from "./text-parts.tsx";
import type { LiveThread } from "./use-thread.ts";

interface ReplyProps {
  reply: Reply;
  live: LiveThread;
  me: Person;
  /** It came since this person was here. */
  isNew: boolean;
  canWrite: boolean;
  hide: (id: string, hidden: boolean) => void;
}

export function ReplyView({ reply, live, me, isNew, canWrite, hide }: ReplyProps) {
  const texts = forumWords.use();
  const [opened, open] = useOpened();
  const [error, setError] = useState<unknown>();
  const { discussion, forum, replies } = live.thread;
  const close = () => open(undefined);
  const changed = (next: Reply) => {
    close();
    live.putReply(next);
  };
  const name = getAuthorName(reply);
  const parent = reply.parent ? replies.find(({ id }) => id === reply.parent) : undefined;
  const own = isOwn(reply, me);
  const path = { id: reply.id };
  const isShown = reply.state !== "deleted" && reply.author !== null;
  const decides = forum.can_moderate || isOwn(discussion, me);
  const remove = () =>
    removeWithUndo({
      words: texts,
      hide: () => hide(reply.id, true),
      show: () => hide(reply.id, false),
      act: () => talim.api.delete("/replies/{id}/", { path }).then(() => live.emptyReply(reply)),
      onFail: (reason) => setError(() => reason),
    });
  return (
    <li
      id={`reply-${reply.id}`}
      tabIndex={-1}
      class={["reply", `level-${reply.level}`, reply.is_accepted ? "accepted" : ""].filter(Boolean).join(" ")}
      data-testid="reply"
    >
      <article aria-label={`${name}, ${texts.reply}`}>
        <Byline of={reply} me={me} to={parent ? getAuthorName(parent) : undefined} />
        {isNew || reply.is_accepted ? (
          <p class="badges">
            {reply.is_accepted ? <Badge icon="good" word={texts.states.accepted} class="good" /> : null}
            {isNew ? <Badge icon="star" word={texts.states.fresh} /> : null}
          </p>
        ) : null}
        {opened === "edit" ? (
          <EditForm
            text={reply.text}
            save={({ text }) => talim.api.patch("/replies/{id}/", { path, body: { text } })}
            onDone={changed}
            close={close}
          />
        ) : (
          <TextBody of={reply} />
        )}
        {error ? <Problem error={error} /> : null}
        {isShown && opened !== "edit" ? (
          <div class="text-acts">
            <Upvote reply={reply} off={own || !canWrite} vote={live.vote} />
            {canWrite && opened !== "reply" ? (
              <button type="button" class="plain" aria-label={texts.replyTo(name)} onClick={() => open("reply")}>
                {texts.reply}
              </button>
            ) : null}
            {decides && discussion.kind === "question" && reply.state === "shown" ? (
              <ActButton
                word={reply.is_accepted ? texts.unaccept : texts.accept}
                act={() =>
                  talim.api.post("/discussions/{id}/accept/", {
                    path: { id: discussion.id },
                    body: { reply: reply.is_accepted ? null : reply.id },
                  })
                }
                onDone={(answer) => {
                  if (answer.accepted) showNotice(texts.accepted);
                  live.putDiscussion(answer);
                }}
              />
            ) : null}
            <details class="more-acts">
              <summary aria-label={texts.moreOf(name)}>{texts.more}</summary>
              <div class="buttons">
                {own && canWrite ? (
                  <button type="button" onClick={() => open("edit")}>
                    {texts.edit}
                  </button>
                ) : null}
                {(own || forum.can_moderate) && reply.edited_at ? (
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
                {forum.can_moderate ? (
                  <button type="button" onClick={() => open("split")}>
                    {texts.split}
                  </button>
                ) : null}
              </div>
            </details>
          </div>
        ) : null}
        {opened === "reply" ? (
          <Composer
            forum={forum.id}
            discussion={discussion.id}
            parent={reply.id}
            label={texts.replyTo(name)}
            onSent={changed}
            close={close}
          />
        ) : null}
        {opened === "report" ? <ReportDialog kind={TEXT_KIND} id={reply.id} close={close} /> : null}
        {opened === "history" ? (
          <HistoryDialog
            fetch={(query) => talim.api.get("/replies/{id}/edits/", { path, query })}
            me={me}
            close={close}
          />
        ) : null}
        {opened === "split" ? <SplitDialog reply={reply} close={close} /> : null}
      </article>
    </li>
  );
}

function Upvote({ reply, off, vote: told }: { reply: Reply; off: boolean; vote: LiveThread["vote"] }) {
  const texts = forumWords.use();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const { upvotes, has_upvoted: voted } = reply;
  const path = { id: reply.id };
  const vote = async () => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      const answer = await (voted
        ? talim.api.delete("/replies/{id}/upvote/", { path })
        : talim.api.post("/replies/{id}/upvote/", { path }));
      told(reply.id, { upvotes: answer.upvotes, has_upvoted: !voted });
    } catch (reason) {
      setError(() => reason);
    } finally {
      setBusy(false);
    }
  };
  const name = getAuthorName(reply);
  return (
    <>
      <button
        type="button"
        class="vote"
        aria-pressed={voted}
        aria-disabled={off || busy}
        aria-label={texts.upvoteName(name, upvotes)}
        onClick={() => (off ? undefined : void vote())}
        data-testid="vote"
      >
        <Icon name="up" />
        {texts.upvote(upvotes)}
      </button>
      {error ? <Problem error={error} /> : null}
    </>
  );
}

/** A reply becomes a discussion of its own, which is opened. */
function SplitDialog({ reply, close }: { reply: Reply; close: () => void }) {
  const texts = forumWords.use();
  const form = useForm({
    initial: { title: "" },
    send: ({ title }, idempotencyKey) =>
      talim.api.post("/discussions/{id}/split/", {
        path: { id: reply.discussion },
        body: { reply: reply.id, title },
        idempotencyKey,
      }),
    onDone: ({ id }) => {
      showNotice(texts.splitDone);
      navigate(`discussion/${id}`);
    },
  });
  return (
    <Dialog label={texts.split} close={close}>
      <h2>{texts.split}</h2>
      <Form of={form} word={texts.split} label={texts.split} close={close}>
        <TextField of={form} name="title" label={texts.title} required />
      </Form>
    </Dialog>
  );
}
