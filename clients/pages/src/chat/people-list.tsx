/** The people whom one may write to, with a search. */

import { useEffect, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { fetchNewestOfPages } from "../pupil/newest.ts";
import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { ShowMore } from "../ui/show-more.tsx";
import { chatWords } from "./words/index.ts";

type Contact = Answer<"/chat/people/", "get">["results"][number];

const PAGE_SIZE = 20;
/** From so many people on one can search. */
const SEARCHED_FROM = 6;
/** How long (ms) a pause in typing is before the list is searched. */
const DEBOUNCE_MS = 300;

export function PeopleList({ onOpen }: { onOpen: (room: string) => void }) {
  const texts = chatWords.use();
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const [limit, setLimit] = useState(PAGE_SIZE);
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const people = useLoad(
    () =>
      fetchNewestOfPages(limit, (page, page_size) =>
        talim.api.get("/chat/people/", { query: { page, page_size, ...(search ? { search } : {}) } }),
      ),
    [search, limit],
  );
  const count = people.value?.results.length ?? 0;
  return (
    <>
      {typed || count >= SEARCHED_FROM ? (
        <div role="search">
          <label>
            {texts.findByName}
            <input
              type="search"
              value={typed}
              maxLength={100}
              onInput={({ currentTarget: { value } }) => setTyped(value)}
            />
          </label>
        </div>
      ) : null}
      <Loading of={people}>
        {({ results, more }) =>
          results.length ? (
            <>
              <ul class="rows chat-people" data-testid="people">
                {results.map((person) => (
                  <Row key={person.id} of={person} onOpen={onOpen} />
                ))}
              </ul>
              <ShowMore when={more} show={() => setLimit(limit + PAGE_SIZE)} off={people.stale} />
            </>
          ) : (
            <p class="quiet">{search ? texts.noneFound : texts.nobody}</p>
          )
        }
      </Loading>
    </>
  );
}

function Row({
  of: { id, full_name: name, relation, pupils },
  onOpen,
}: {
  of: Contact;
  onOpen: (room: string) => void;
}) {
  const texts = chatWords.use();
  const names = pupils.map((pupil) => pupil.full_name).join(", ");
  const what = !names
    ? texts.relations[relation]
    : relation === "guardian"
      ? texts.guardianOf(names)
      : texts.teacherOf(names);
  return (
    <li>
      <Avatar id={id} name={name} />
      <div>
        <ActButton
          word={name}
          class="plain"
          act={() => talim.api.post("/chat/conversations/", { body: { person: id } })}
          onDone={(room) => onOpen(room.id)}
        />
        <p class="quiet small">{what}</p>
      </div>
    </li>
  );
}
