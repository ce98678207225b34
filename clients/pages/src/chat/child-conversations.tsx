/** For guardians: with whom a child writes, and the way to what they may read along. */

import { useState } from "preact/hooks";
import { formatDayTime } from "../format.ts";
import { getDisplayName, useChildren, type Child } from "../parent/children.tsx";
import { fetchNewestOfFeed } from "../pupil/newest.ts";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { ShowMore } from "../ui/show-more.tsx";
import { chatWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";

const PAGE_SIZE = 20;

interface ChildrenProps {
  me: Person;
  onOpen: (id: string) => void;
}

export function ChildrenConversations({ me, onOpen }: ChildrenProps) {
  const children = useChildren();
  return (
    <>
      {children.value
        ?.filter((child) => child.sees_progress)
        .map((child, _, all) => (
          <ChildConversations key={child.id} child={child} all={all} me={me} onOpen={onOpen} />
        ))}
    </>
  );
}

function ChildConversations({ child, all, me, onOpen }: ChildrenProps & { child: Child; all: Child[] }) {
  const texts = chatWords.use();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{texts.childWrites(getDisplayName(child, all))}</summary>
      {isOpen ? <Conversations child={child.id} me={me} onOpen={onOpen} /> : null}
    </details>
  );
}

function Conversations({ child, me, onOpen }: ChildrenProps & { child: string }) {
  const words = useWords();
  const texts = chatWords.use();
  const [limit, setLimit] = useState(PAGE_SIZE);
  const conversations = useLoad(
    () =>
      fetchNewestOfFeed(limit, (size, cursor) =>
        talim.api.get("/chat/children/{id}/conversations/", { path: { id: child }, query: { limit: size, cursor } }),
      ),
    [child, limit],
  );
  return (
    <Loading of={conversations}>
      {({ results, more }) =>
        results.length ? (
          <>
            <ul class="rows">
              {results.map(({ id, person, last_at: lastAt, may_read: mayRead }) => {
                const name = person?.full_name ?? texts.office;
                return (
                  <li key={id}>
                    {mayRead ? (
                      <button type="button" class="plain" onClick={() => onOpen(id)}>
                        {name}
                      </button>
                    ) : (
                      <strong>{name}</strong>
                    )}
                    <p class="quiet">
                      {[formatDayTime(lastAt, me.zone, words), mayRead ? "" : texts.mayNotRead]
                        .filter(Boolean)
                        .join(" · ")}
                    </p>
                  </li>
                );
              })}
            </ul>
            <ShowMore when={more} show={() => setLimit(limit + PAGE_SIZE)} off={conversations.stale} />
          </>
        ) : (
          <p class="quiet">{texts.childWritesNone}</p>
        )
      }
    </Loading>
  );
}
