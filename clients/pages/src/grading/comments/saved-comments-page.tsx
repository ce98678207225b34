/** The teacher's own saved comments: written, changed, deleted. */

import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextArea } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { rubricWritingWords } from "../rubric-writing/words/index.ts";
import { LONGEST_COMMENT, type SavedComment } from "./saved-comments.tsx";

export function SavedCommentsPage() {
  const words = useWords();
  const texts = rubricWritingWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<SavedComment | "new">();
  const all = useLoad(() => talim.api.get("/grading/saved-comments/"), [changes]);
  return (
    <>
      <h1>{words.teacher.nav.savedComments}</h1>
      <p class="quiet">{texts.onlyYours}</p>
      <p>
        <button type="button" class="main" onClick={() => open("new")}>
          {texts.newComment}
        </button>
      </p>
      <Loading of={all}>
        {(comments) =>
          comments.length ? (
            <ul class="comment-list" aria-label={words.teacher.nav.savedComments}>
              {comments.map((comment) => (
                <li key={comment.id}>
                  <button type="button" class="plain" onClick={() => open(comment)}>
                    {comment.text}
                  </button>
                </li>
              ))}
            </ul>
          ) : (
            <Empty drawing="box" text={texts.noComments} />
          )
        }
      </Loading>
      {opened ? (
        <Drawer title={opened === "new" ? texts.newComment : texts.comment} close={close} holdsBack>
          <CommentForm
            comment={opened === "new" ? undefined : opened}
            onDone={() => done(words.form.saved)}
            close={close}
          />
          {opened === "new" ? null : (
            <ActButton
              word={texts.deleteComment}
              class="plain"
              act={() => talim.api.delete("/grading/saved-comments/{id}/", { path: { id: opened.id } })}
              onDone={() => done(texts.commentDeleted)}
            />
          )}
        </Drawer>
      ) : null}
    </>
  );
}

function CommentForm({
  comment,
  onDone,
  close,
}: {
  comment: SavedComment | undefined;
  onDone: () => void;
  close: () => void;
}) {
  const words = useWords();
  const texts = rubricWritingWords.use();
  const form = useForm({
    initial: { text: comment?.text ?? "" },
    send: ({ text }, idempotencyKey) => {
      const body = { text: text.trim() };
      return comment
        ? talim.api.put("/grading/saved-comments/{id}/", { path: { id: comment.id }, body })
        : talim.api.post("/grading/saved-comments/", { body, idempotencyKey });
    },
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.comment} close={close}>
      <TextArea of={form} name="text" label={texts.comment} rows={4} maxLength={LONGEST_COMMENT} required />
    </Form>
  );
}
