/** Open leads as a board: a column for each stage of a branch, moved by dragging or by keys. */

import { useRef, useState } from "preact/hooks";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { retryAfterSignIn } from "../retry-after-sign-in.ts";
import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { Empty } from "../ui/empty.tsx";
import { Loading, useLoad, usePoll } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { readTranslated } from "../ui/form/translated-field.tsx";
import { useWords } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { useBranches } from "../office/branches.ts";
import { hasPermission } from "../office/permissions.ts";
import { SearchField } from "../office/search.tsx";
import { Column } from "./column.tsx";
import { fetchStages, SOURCES, type BoardFilters, type Lead, type Stage } from "./data.ts";
import { useFreshLeads } from "./fresh.ts";

/** How often (ms) the board is loaded anew: others work on it too. */
const POLL_MS = 30_000;

export function Board({ me }: PageProps) {
  const { hasPage } = usePersonPages();
  const words = useWords();
  const texts = leadsWords.use();
  const branches = useBranches("own");
  const [chosen, setChosen] = useState("");
  const branch = branches.some(({ id }) => id === chosen) ? chosen : (branches[0]?.id ?? "");
  const [filters, setFilters] = useState<BoardFilters>({ search: "", source: "", owner: "" });
  return (
    <>
      <h1>{words.office.nav.pages.leads}</h1>
      <div class="table-tools">
        <SearchField
          label={texts.search}
          value={filters.search}
          onSearch={(search) => setFilters({ ...filters, search })}
        />
        {branches.length > 1 ? (
          <select aria-label={texts.branch} onChange={(event) => setChosen(event.currentTarget.value)}>
            {branches.map(({ id, name }) => (
              <option key={id} value={id} selected={id === branch}>
                {name}
              </option>
            ))}
          </select>
        ) : null}
        <select
          aria-label={texts.owner}
          onChange={(event) => setFilters({ ...filters, owner: event.currentTarget.value })}
        >
          <option value="">{texts.everyone}</option>
          <option value={me.id}>{texts.mine}</option>
        </select>
        <select
          aria-label={texts.source}
          onChange={(event) => setFilters({ ...filters, source: event.currentTarget.value })}
        >
          <option value="">{`${texts.source}: ${words.form.all}`}</option>
          {SOURCES.map((source) => (
            <option key={source} value={source}>
              {texts.sources[source]}
            </option>
          ))}
        </select>
        {hasPage(me, "leads/new") ? (
          <Link to="leads/new" class="button main">
            {texts.newLead}
          </Link>
        ) : null}
      </div>
      <p class="board-links">
        {hasPage(me, "lead-calls") ? <Link to="lead-calls">{texts.calls}</Link> : null}{" "}
        <Link to="lead-list">{texts.allLeads}</Link>
      </p>
      {branch ? <Columns key={branch} me={me} branch={branch} filters={filters} /> : null}
    </>
  );
}

function Columns({ me, branch, filters }: { me: PageProps["me"]; branch: string; filters: BoardFilters }) {
  const words = useWords();
  const texts = leadsWords.use();
  const stages = useLoad(() => fetchStages(branch), [branch]);
  usePoll(stages, POLL_MS);
  useFreshLeads(stages, { branch });
  const [changes, setChanges] = useState(0);
  const [error, setError] = useState<unknown>();
  /** The lead whose grip had the focus when it was moved by a key: it is focused again where it stands now. */
  const moved = useRef("");
  const move = (lead: Lead, to: Stage, isBack = false) => {
    setError(undefined);
    retryAfterSignIn(() =>
      talim.api.post("/leads/{id}/stage/", { path: { id: lead.id }, body: { stage: to.id } }),
    ).then(
      () => {
        const from = stages.value?.find(({ id }) => id === lead.stage.id);
        const undo =
          from && !isBack ? { label: words.form.undo, run: () => move({ ...lead, stage: to }, from, true) } : undefined;
        showNotice(texts.moved(lead.name, readTranslated(to.name)), undo);
        setChanges((n) => n + 1);
      },
      (reason: unknown) => {
        setError(() => reason);
        setChanges((n) => n + 1);
      },
    );
  };
  return (
    <>
      {error ? <Problem error={error} /> : null}
      <Loading of={stages}>
        {(all) =>
          all.length ? (
            <div class="lead-board" role="region" aria-label={texts.board} tabIndex={0}>
              {all.map((stage, place) => (
                <Column
                  key={stage.id}
                  me={me}
                  stage={stage}
                  before={all[place - 1]}
                  after={all[place + 1]}
                  branch={branch}
                  filters={filters}
                  changes={`${changes} ${String(POLL_MS)}`}
                  pollMs={POLL_MS}
                  moved={moved}
                  move={hasPermission(me, "leads.work") ? move : undefined}
                  drop={(lead, list) => {
                    const to = all.find(({ id }) => id === list);
                    if (to && to.id !== lead.stage.id) move(lead, to);
                  }}
                />
              ))}
            </div>
          ) : (
            <Empty drawing="people" text={texts.emptyBoard} />
          )
        }
      </Loading>
    </>
  );
}
