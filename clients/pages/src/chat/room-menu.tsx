/** What one can do with a conversation: block the other person, or take that back. */

import { useState } from "preact/hooks";
import { describeError } from "../errors.ts";
import { talim, type Person } from "../talim.ts";
import { Fold } from "../ui/fold.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { chatWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { fetchWholeFeed } from "../office/all-pages.ts";
import { findPartner, type RoomDetails } from "./data.ts";

interface RoomMenuProps {
  details: RoomDetails;
  me: Person;
  /** What one may do has changed. */
  onChange: () => void;
}

export function RoomMenu({ details, me, onChange }: RoomMenuProps) {
  const texts = chatWords.use();
  const partner = findPartner(details, me);
  if (!partner) return null;
  return (
    <Fold label="" name={texts.roomMenu} icon="menu">
      {(close) => (
        <BlockButton
          partner={partner}
          onChange={() => {
            close();
            onChange();
          }}
        />
      )}
    </Fold>
  );
}

function BlockButton({
  partner: { id, full_name: name },
  onChange,
}: {
  partner: { id: string; full_name: string };
  onChange: () => void;
}) {
  const words = useWords();
  const texts = chatWords.use();
  const [busy, setBusy] = useState(false);
  const blocks = useLoad(fetchBlocks, []);
  const block = () => {
    setBusy(true);
    talim.api
      .post("/chat/blocks/", { body: { person: id } })
      .then(() => {
        showNotice(texts.blocked(name), { label: words.form.undo, run: () => void unblock(id).then(onChange, say) });
        onChange();
      }, say)
      .finally(() => setBusy(false));
  };
  const say = (error: unknown) => showNotice(describeError(error, words).text);
  return (
    <Loading of={blocks}>
      {(all) =>
        all.some(({ person }) => person.id === id) ? (
          <button
            type="button"
            disabled={busy}
            onClick={() => void unblock(id).then(() => (showNotice(texts.unblocked(name)), onChange()), say)}
          >
            {texts.unblock}
          </button>
        ) : (
          <button type="button" disabled={busy} onClick={block}>
            {texts.block}
          </button>
        )
      }
    </Loading>
  );
}

function fetchBlocks() {
  return fetchWholeFeed((cursor) => talim.api.get("/chat/blocks/", { query: { limit: 100, cursor } }));
}

function unblock(id: string): Promise<unknown> {
  return talim.api.delete("/chat/blocks/{id}/", { path: { id } });
}

/** Those whom one has blocked. */
export function BlockedPeople() {
  const words = useWords();
  const texts = chatWords.use();
  const blocks = useLoad(fetchBlocks, []);
  const end = (id: string, name: string) =>
    void unblock(id).then(
      () => {
        showNotice(texts.unblocked(name));
        blocks.reload();
      },
      (error: unknown) => showNotice(describeError(error, words).text),
    );
  return (
    <Loading of={blocks}>
      {(all) =>
        all.length ? (
          <ul class="rows">
            {all.map(({ person: { id, full_name: name } }) => (
              <li key={id} class="chat-blocked">
                <span>{name}</span>
                <button type="button" aria-label={`${texts.unblock}: ${name}`} onClick={() => end(id, name)}>
                  {texts.unblock}
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <p class="quiet">{texts.noneBlocked}</p>
        )
      }
    </Loading>
  );
}
