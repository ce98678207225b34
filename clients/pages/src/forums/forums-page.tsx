/** All discussions that one may read, with choices: where, what kind, unanswered, mine, new, and a search. */

import { useEffect, useState } from "preact/hooks";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { fetchNewestOfPages } from "../pupil/newest.ts";
import { Link, navigate, query, replaceQuery } from "../router.tsx";
import { useStore } from "../store.ts";
import { talim, type Person } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Empty } from "../ui/empty.tsx";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad, type Loaded } from "../ui/load.tsx";
import { ShowMore } from "../ui/show-more.tsx";
import { useEvents } from "../ui/stream.ts";
import { forumWords } from "./words/index.ts";
import { fetchForums, nameEnd, nameForum, type DiscussionRow, type Forum } from "./data.ts";
import { DiscussionList } from "./discussion-list.tsx";
import { NewDiscussion } from "./new-discussion.tsx";

const PAGE_SIZE = 20;
/** How long (ms) a pause in typing is before the list is searched. */
const DEBOUNCE_MS = 300;
/** Replies, mentions and new texts are told by messages. */
const EVENTS = ["notification.created"] as const;

type Show = "all" | "unanswered" | "mine" | "fresh";

interface Filters {
  forum: string;
  kind: string;
  show: Show;
  search: string;
}

/** The choices, which stand in the address. */
function useFilters(): [Filters, (changes: Partial<Filters>) => void] {
  const asked = new URLSearchParams(useStore(query));
  const read = (name: string) => asked.get(name) ?? "";
  const filters: Filters = {
    forum: read("forum"),
    kind: read("kind"),
    show: (read("show") || "all") as Show,
    search: read("search"),
  };
  const change = (changes: Partial<Filters>) => {
    const next = Object.entries({ ...filters, ...changes }).filter(
      ([name, value]) => value && !(name === "show" && value === "all"),
    );
    replaceQuery(next.length ? `?${new URLSearchParams(next as [string, string][]).toString()}` : "");
  };
  return [filters, change];
}

export function ForumsPage({ me }: PageProps) {
  const texts = forumWords.use();
  const { hasPage } = usePersonPages();
  const forums = useLoad(fetchForums, [me.id]);
  return (
    <>
      <h1>{texts.all}</h1>
      <Loading of={forums}>
        {(all) =>
          all.length ? (
            <Discussions forums={all} me={me} renew={forums.reload} />
          ) : (
            <Empty drawing="messages" text={texts.noForums} />
          )
        }
      </Loading>
      {hasPage(me, "decisions") ? (
        <p>
          <Link to="decisions">{texts.ownDecisions}</Link>
        </p>
      ) : null}
    </>
  );
}

function useDiscussions(
  { forum, kind, show, search }: Filters,
  me: Person,
  limit: number,
): Loaded<{ results: DiscussionRow[]; more: boolean }> {
  return useLoad(
    () =>
      fetchNewestOfPages(limit, (page, page_size) =>
        talim.api.get("/discussions/", {
          query: {
            page,
            page_size,
            ...(forum ? { forum } : {}),
            ...(kind ? { kind: kind as DiscussionRow["kind"] } : {}),
            ...(search ? { search } : {}),
            ...(show === "unanswered" ? { is_unanswered: true } : {}),
            ...(show === "mine" ? { person: me.id } : {}),
            ...(show === "fresh" ? { is_unread: true } : {}),
          },
        }),
      ),
    [me.id, limit, forum, kind, show, search],
  );
}

function Discussions({ forums, me, renew }: { forums: Forum[]; me: Person; renew: () => void }) {
  const texts = forumWords.use();
  const [filters, change] = useFilters();
  const [limit, setLimit] = useState(PAGE_SIZE);
  const [writes, setWrites] = useState(false);
  const loaded = useDiscussions(filters, me, limit);
  useEvents(talim.realtime.own, EVENTS, loaded.reload);
  const chosen = forums.find(({ id }) => id === filters.forum);
  const written = forums.filter((forum) => forum.can_write);
  const narrowed = filters.kind || filters.search || filters.show !== "all";
  return (
    <>
      {writes ? (
        <NewDiscussion
          forums={written}
          forum={filters.forum}
          onDone={({ id }) => navigate(`discussion/${id}`)}
          close={() => setWrites(false)}
        />
      ) : written.length ? (
        <p>
          <button type="button" class="main" onClick={() => setWrites(true)}>
            {texts.start}
          </button>
        </p>
      ) : null}
      <Filters forums={forums} of={filters} change={change} />
      {chosen && nameEnd(chosen, texts) ? (
        <p class="notice">
          <Icon name="lock" />
          <span>{nameEnd(chosen, texts)}</span>
        </p>
      ) : null}
      {chosen ? <ForumLevel key={chosen.id} forum={chosen} renew={renew} /> : null}
      <Loading of={loaded}>
        {({ results, more: hasMore }) =>
          results.length ? (
            <>
              <DiscussionList rows={results} me={me} />
              <ShowMore when={hasMore} show={() => setLimit(limit + PAGE_SIZE)} off={loaded.stale} />
            </>
          ) : (
            <Empty drawing={narrowed ? "search" : "messages"} text={narrowed ? texts.noneFound : texts.none} />
          )
        }
      </Loading>
    </>
  );
}

function Filters({
  forums,
  of: { forum, kind, show, search },
  change,
}: {
  forums: Forum[];
  of: Filters;
  change: (changes: Partial<Filters>) => void;
}) {
  const texts = forumWords.use();
  const [typed, setTyped] = useState(search);
  useEffect(() => {
    if (typed.trim() === search) return undefined;
    const timer = setTimeout(() => change({ search: typed.trim() }), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const name = (one: Forum) =>
    [nameForum(one, texts), one.unread_count ? texts.unread(one.unread_count) : ""].filter(Boolean).join(" · ");
  return (
    <div class="forum-filters" role="search">
      <Choice label={texts.show} options={texts.shows} chosen={show} choose={(next) => change({ show: next })} />
      <label>
        {texts.forum}
        <select value={forum} onChange={({ currentTarget: { value } }) => change({ forum: value })}>
          <option value="">{texts.allForums}</option>
          {forums.map((one) => (
            <option key={one.id} value={one.id} selected={one.id === forum}>
              {name(one)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {texts.kind}
        <select value={kind} onChange={({ currentTarget: { value } }) => change({ kind: value })}>
          <option value="">{texts.anyKind}</option>
          {Object.entries(texts.kinds).map(([value, word]) => (
            <option key={value} value={value} selected={value === kind}>
              {word}
            </option>
          ))}
        </select>
      </label>
      <label>
        {texts.search}
        <input
          type="search"
          value={typed}
          maxLength={100}
          onInput={({ currentTarget: { value } }) => setTyped(value)}
        />
      </label>
    </div>
  );
}

type Level = Forum["level"];

/** What one is told of this forum. Who leaves it has seen it. */
function ForumLevel({ forum, renew }: { forum: Forum; renew: () => void }) {
  const texts = forumWords.use();
  const [level, setLevel] = useState<Level>(forum.level);
  const path = { id: forum.id };
  useEffect(
    () => () => {
      // Where it does not arrive, more stands as new at the next visit.
      void talim.api.post("/forums/{id}/seen/", { path }).catch(() => undefined);
    },
    [],
  );
  const choose = async (next: Level) => {
    setLevel(next);
    try {
      await talim.api.put("/forums/{id}/subscription/", { path, body: { level: next } });
    } catch {
      setLevel(forum.level);
    }
    renew();
  };
  return (
    <label class="forum-level">
      {texts.hear}
      <select value={level} onChange={({ currentTarget: { value } }) => void choose(value as Level)}>
        {Object.entries(texts.levels).map(([value, word]) => (
          <option key={value} value={value} selected={value === level}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
