/** What moderators decide: reported texts, appeals, who may not write, and the list of words. */

import { useRef, useState } from "preact/hooks";
import { formatDayTime } from "../format.ts";
import type { PageProps } from "../person-pages.ts";
import { fetchNewestOfPages } from "../pupil/newest.ts";
import { Link, query, replaceQuery } from "../router.tsx";
import { useStore } from "../store.ts";
import { talim, type Person } from "../talim.ts";
import { KeyTable, useKeysEnabled } from "../homework/teacher/key-list.tsx";
import { moveIndex } from "../homework/teacher/keys.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Choice } from "../ui/choice.tsx";
import { Empty } from "../ui/empty.tsx";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { ShowMore } from "../ui/show-more.tsx";
import { useEvents } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";
import { moderationWords } from "./words/index.ts";
import { getListStep, usePageKeys } from "./case-keys.ts";
import { MODERATE, type CaseRow } from "./data.ts";
import { SanctionLine } from "./decision-parts.tsx";
import { WordList } from "./word-list.tsx";

const PAGE_SIZE = 20;
/** Moderators are told of each report and appeal. */
const EVENTS = ["notification.created"] as const;

type Part = "open" | "appeals" | "decided" | "sanctions" | "words";

export function ModerationPage({ me }: PageProps) {
  const words = useWords();
  const texts = moderationWords.use();
  const part = (new URLSearchParams(useStore(query)).get("show") ?? "open") as Part;
  const mayWrite = me.permissions.includes(MODERATE);
  const parts = Object.fromEntries(
    Object.entries(texts.parts).filter(([name]) => name !== "words" || mayWrite),
  ) as Record<Part, string>;
  return (
    <>
      <h1>{words.teacher.nav.moderation}</h1>
      <Choice
        label={texts.show}
        options={parts}
        chosen={part}
        choose={(next) => replaceQuery(next === "open" ? "" : `?show=${next}`)}
      />
      {part === "sanctions" ? (
        <Sanctions me={me} />
      ) : part === "words" && mayWrite ? (
        <WordList />
      ) : (
        <Cases key={part} part={part} me={me} />
      )}
    </>
  );
}

function Cases({ part, me }: { part: Part; me: Person }) {
  const texts = moderationWords.use();
  const [limit, setLimit] = useState(PAGE_SIZE);
  const filter = part === "appeals" ? { is_appealed: true } : { is_open: part === "open" };
  const loaded = useLoad(
    () =>
      fetchNewestOfPages(limit, (page, page_size) =>
        talim.api.get("/moderation/cases/", { query: { page, page_size, ...filter } }),
      ),
    [part, limit],
  );
  const list = useRef<HTMLUListElement>(null);
  const [keys, changeKeys] = useKeysEnabled();
  useEvents(talim.realtime.own, EVENTS, loaded.reload);
  usePageKeys(keys, (event, place) => {
    const step = getListStep(event, place);
    const links = [...(list.current?.querySelectorAll<HTMLElement>("li > a") ?? [])];
    if (!step || !links.length) return false;
    links[
      moveIndex(
        links.findIndex((link) => link === document.activeElement),
        step,
        links.length,
      )
    ]?.focus();
    return true;
  });
  return (
    <Loading of={loaded}>
      {({ results, more: hasMore }) =>
        results.length ? (
          <>
            <ul class="cards" ref={list}>
              {results.map((one) => (
                <CaseCard key={one.id} of={one} me={me} />
              ))}
            </ul>
            <ShowMore when={hasMore} show={() => setLimit(limit + PAGE_SIZE)} off={loaded.stale} />
            <KeyTable
              on={keys}
              change={changeKeys}
              rows={[
                ["↓ ↑", texts.keyMove],
                ["⏎", texts.look],
              ]}
            />
          </>
        ) : (
          <Empty drawing="done" text={part === "open" ? texts.noneOpen : texts.none} />
        )
      }
    </Loading>
  );
}

function CaseCard({ of: one, me }: { of: CaseRow; me: Person }) {
  const words = useWords();
  const texts = moderationWords.use();
  const name = one.author?.full_name ?? texts.unknown;
  return (
    <li class="card" data-testid="case">
      <h2>{texts.author(name)}</h2>
      <p class="badges">
        <span class="state">
          <Icon name={one.is_open ? "clock" : "good"} />
          {one.is_open ? texts.waits : texts.decided}
        </span>
        {one.is_held ? (
          <span class="state">
            <Icon name="eye" />
            {texts.held}
          </span>
        ) : null}
        {one.has_appeal ? (
          <span class="state">
            <Icon name="help" />
            {texts.appealed}
          </span>
        ) : null}
      </p>
      <blockquote class="reported">{one.words}</blockquote>
      <p class="quiet">
        {[
          one.place_title,
          formatDayTime(one.opened_at, me.zone, words),
          one.report_count ? texts.reports(one.report_count) : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <Link to={`moderation/${one.id}`} class="button">
        {texts.look}
      </Link>
    </li>
  );
}

function Sanctions({ me }: { me: Person }) {
  const texts = moderationWords.use();
  const [limit, setLimit] = useState(PAGE_SIZE);
  const loaded = useLoad(
    () =>
      fetchNewestOfPages(limit, (page, page_size) =>
        talim.api.get("/moderation/sanctions/", { query: { page, page_size, is_active: true } }),
      ),
    [limit],
  );
  const lifted = () => {
    showNotice(texts.liftedNow);
    loaded.reload();
  };
  return (
    <Loading of={loaded}>
      {({ results, more: hasMore }) =>
        results.length ? (
          <>
            <ul class="cards">
              {results.map((sanction) => (
                <li key={sanction.id} class="card" data-testid="sanction">
                  <h2>{sanction.person.full_name}</h2>
                  <SanctionLine of={sanction} me={me} />
                  <p class="quiet">{sanction.everywhere ? texts.everywhere : sanction.place_title}</p>
                  <p>{sanction.reason}</p>
                  <ActButton
                    word={texts.lift}
                    act={() => talim.api.post("/moderation/sanctions/{id}/lift/", { path: { id: sanction.id } })}
                    onDone={lifted}
                  />
                </li>
              ))}
            </ul>
            <ShowMore when={hasMore} show={() => setLimit(limit + PAGE_SIZE)} off={loaded.stale} />
          </>
        ) : (
          <Empty drawing="done" text={texts.none} />
        )
      }
    </Loading>
  );
}
