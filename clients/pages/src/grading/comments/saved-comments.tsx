/** The teacher's saved comments under the field of a comment: one click puts one in. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { hasPermission } from "../../office/permissions.ts";
import { Link } from "../../router.tsx";
import { useStore } from "../../store.ts";
import { person, saveItem, storage, talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { rubricWritingWords } from "../rubric-writing/words/index.ts";

export type SavedComment = Answer<"/grading/saved-comments/", "get">[number];

/** The most letters of a saved comment. */
export const LONGEST_COMMENT = 2000;
/** From so many on they can be searched. */
const MANY = 8;
/** Whether the teacher left the list open. */
const OPEN_KEY = "talim.saved-comments";

interface SavedCommentsProps {
  /** What stands in the field. */
  text: string;
  /** The most letters of the field. */
  maxLength: number;
  change: (text: string) => void;
}

export function SavedComments(props: SavedCommentsProps) {
  const me = useStore(person);
  const texts = rubricWritingWords.use();
  const [open, setOpen] = useState(() => storage.getItem(OPEN_KEY) === "open");
  if (!me || !hasPermission(me, "grading.write")) return null;
  const toggle = (isOpen: boolean) => {
    setOpen(isOpen);
    if (isOpen) saveItem(OPEN_KEY, "open");
    else storage.removeItem(OPEN_KEY);
  };
  return (
    <details class="saved-comments" open={open} onToggle={(event) => toggle(event.currentTarget.open)}>
      <summary>{texts.savedComments}</summary>
      {open ? <CommentList {...props} /> : null}
    </details>
  );
}

function CommentList({ text, maxLength, change }: SavedCommentsProps) {
  const texts = rubricWritingWords.use();
  const all = useLoad(() => talim.api.get("/grading/saved-comments/"), []);
  const [sought, setSought] = useState("");
  const typed = text.trim();
  const putIn = (comment: string) => {
    const next = typed ? `${text.trimEnd()}\n${comment}` : comment;
    if (next.length > maxLength) showNotice(texts.tooLong);
    else change(next);
  };
  return (
    <Loading of={all}>
      {(comments) => {
        const found = comments.filter((comment) => comment.text.toLowerCase().includes(sought.trim().toLowerCase()));
        const isKnown = comments.some((comment) => comment.text === typed);
        return (
          <>
            {comments.length > MANY ? (
              <label>
                {texts.findComment}
                <input
                  type="search"
                  value={sought}
                  maxLength={100}
                  autocomplete="off"
                  onInput={(event) => setSought(event.currentTarget.value)}
                />
              </label>
            ) : null}
            {comments.length ? null : <p class="quiet">{texts.noComments}</p>}
            {comments.length && !found.length ? <p class="quiet">{texts.noneFound}</p> : null}
            <ul class="comment-list" aria-label={texts.savedComments}>
              {found.map((comment) => (
                <li key={comment.id}>
                  <button
                    type="button"
                    class="plain"
                    aria-label={texts.useComment(comment.text)}
                    onClick={() => putIn(comment.text)}
                  >
                    {comment.text}
                  </button>
                </li>
              ))}
            </ul>
            <div class="buttons">
              {typed && !isKnown && typed.length <= LONGEST_COMMENT ? (
                <ActButton
                  word={texts.saveComment}
                  act={(idempotencyKey) =>
                    talim.api.post("/grading/saved-comments/", { body: { text: typed }, idempotencyKey })
                  }
                  onDone={(saved) => {
                    all.replace([saved, ...comments]);
                    showNotice(texts.commentSaved);
                  }}
                />
              ) : null}
              <Link to="saved-comments">{texts.manage}</Link>
            </div>
          </>
        );
      }}
    </Loading>
  );
}
