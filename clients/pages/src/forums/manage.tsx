/** What who moderates does with a discussion: pin, close, resolve, move, join with another. Who asked may resolve it. */

import { useState } from "preact/hooks";
import { navigate } from "../router.tsx";
import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "../ui/form/form.tsx";
import { PickField, type Pick } from "../ui/form/pick-field.tsx";
import { SelectField } from "../ui/form/choice-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { forumWords } from "./words/index.ts";
import { fetchForums, nameForum, type Discussion, type Forum, type Thread } from "./data.ts";

interface ActsProps {
  thread: Thread;
  isOwn: boolean;
  onChange: () => void;
  onMoved: (discussion: Discussion) => void;
}

export function ModeratorActs({ thread: { discussion, forum }, isOwn, onChange, onMoved }: ActsProps) {
  const texts = forumWords.use();
  const [opened, setOpened] = useState<"move" | "merge" | undefined>();
  const close = () => setOpened(undefined);
  const path = { id: discussion.id };
  const set = (body: { pinned?: boolean; locked?: boolean; resolved?: boolean }) =>
    talim.api.patch("/discussions/{id}/state/", { path, body });
  const { is_pinned: pinned, is_locked: locked, is_resolved: resolved } = discussion;
  return (
    <>
      {(forum.can_moderate || isOwn) && discussion.kind === "question" ? (
        <ActButton
          word={resolved ? texts.unresolve : texts.resolve}
          act={() => set({ resolved: !resolved })}
          onDone={onChange}
        />
      ) : null}
      {forum.can_moderate ? (
        <>
          <ActButton word={pinned ? texts.unpin : texts.pin} act={() => set({ pinned: !pinned })} onDone={onChange} />
          <ActButton word={locked ? texts.unlock : texts.lock} act={() => set({ locked: !locked })} onDone={onChange} />
          <button type="button" onClick={() => setOpened("move")}>
            {texts.move}
          </button>
          <button type="button" onClick={() => setOpened("merge")}>
            {texts.merge}
          </button>
        </>
      ) : null}
      {opened === "move" ? (
        <MoveDialog discussion={discussion} onDone={(moved) => (close(), onMoved(moved))} close={close} />
      ) : null}
      {opened === "merge" ? <MergeDialog discussion={discussion} close={close} /> : null}
    </>
  );
}

function MoveDialog({
  discussion,
  onDone,
  close,
}: {
  discussion: Discussion;
  onDone: (moved: Discussion) => void;
  close: () => void;
}) {
  const texts = forumWords.use();
  const forums = useLoad(fetchForums, []);
  return (
    <Dialog label={texts.move} close={close}>
      <h2>{texts.move}</h2>
      <Loading of={forums}>
        {(all) => (
          <MoveForm
            discussion={discussion}
            forums={all.filter((forum) => forum.can_moderate && forum.id !== discussion.forum)}
            onDone={onDone}
            close={close}
          />
        )}
      </Loading>
    </Dialog>
  );
}

interface MoveFormProps {
  discussion: Discussion;
  forums: Forum[];
  onDone: (moved: Discussion) => void;
  close: () => void;
}

function MoveForm({ discussion, forums, onDone, close }: MoveFormProps) {
  const texts = forumWords.use();
  const form = useForm({
    initial: { forum: "" },
    send: ({ forum }) => talim.api.post("/discussions/{id}/move/", { path: { id: discussion.id }, body: { forum } }),
    onDone: (moved) => {
      showNotice(texts.moved);
      onDone(moved);
    },
  });
  const options = forums.map((forum) => ({ value: forum.id, label: nameForum(forum, texts) }));
  return (
    <Form of={form} word={texts.move} label={texts.move} close={close}>
      <SelectField of={form} name="forum" label={texts.forum} options={options} required />
    </Form>
  );
}

/** The other discussion is opened then. */
function MergeDialog({ discussion, close }: { discussion: Discussion; close: () => void }) {
  const texts = forumWords.use();
  const form = useForm({
    initial: { into: null as Pick | null },
    send: ({ into }) =>
      talim.api.post("/discussions/{id}/merge/", { path: { id: discussion.id }, body: { into: into?.id ?? "" } }),
    onDone: ({ id }) => {
      showNotice(texts.merged);
      navigate(`discussion/${id}`);
    },
  });
  const find = async (search: string): Promise<Pick[]> => {
    const { results } = await talim.api.get("/discussions/", {
      query: { search, forum: discussion.forum, page_size: 10 },
    });
    return results
      .filter(({ id, title }) => id !== discussion.id && title)
      .map(({ id, title, forum_name: detail }) => ({ id, label: title, detail }));
  };
  return (
    <Dialog label={texts.merge} close={close}>
      <h2>{texts.merge}</h2>
      <p class="quiet">{texts.mergeHint}</p>
      <Form of={form} word={texts.merge} label={texts.merge} close={close}>
        <PickField of={form} name="into" label={texts.mergeInto} find={find} required />
      </Form>
    </Dialog>
  );
}
