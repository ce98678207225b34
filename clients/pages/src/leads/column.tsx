/** One stage of the board: how many leads are in it, and their cards. */

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useSortable } from "../learning/editor/sortable.ts";
import { formatDay } from "../format.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { readTranslated } from "../ui/form/translated-field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad, usePoll } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { getClaim, type BoardFilters, type Lead, type Stage } from "./data.ts";
import { useFreshLeads } from "./fresh.ts";
import { NextStep } from "./parts.tsx";

interface ColumnProps {
  me: Person;
  stage: Stage;
  branch: string;
  before: Stage | undefined;
  after: Stage | undefined;
  filters: BoardFilters;
  /** It is loaded anew when this changes. */
  changes: string;
  pollMs: number;
  moved: { current: string };
  /** Without it the cards stay where they are. */
  move: ((lead: Lead, to: Stage) => void) | undefined;
  /** A card was dropped into the column with this stage. */
  drop: (lead: Lead, stage: string) => void;
}

/** So many cards are shown at first, and so many more with each press. */
const STEP = 30;
const MOST = 100;

export function Column(props: ColumnProps) {
  const { stage, branch, filters, changes, pollMs } = props;
  const texts = leadsWords.use();
  const [shown, setShown] = useState(STEP);
  const chosen = Object.fromEntries(Object.entries(filters).filter(([, value]) => value)) as {
    search?: string;
    source?: "site";
    owner?: string;
  };
  const leads = useLoad(
    () =>
      talim.api.get("/leads/", {
        query: { stage: stage.id, state: "open", page_size: Math.min(shown, MOST), ordering: "-created_at", ...chosen },
      }),
    [stage.id, changes, shown, ...Object.values(filters)],
  );
  usePoll(leads, pollMs);
  useFreshLeads(leads, { branch });
  const name = readTranslated(stage.name);
  const heading = `stage-${stage.id}`;
  return (
    <section class="board-column" aria-labelledby={heading}>
      <h2 id={heading}>
        {name} <span class="number quiet">{leads.value?.count ?? ""}</span>
      </h2>
      <Loading of={leads}>
        {({ results, count }) => (
          <>
            <Cards {...props} leads={results} />
            {count > results.length && shown < MOST ? (
              <button type="button" class="plain" onClick={() => setShown(shown + STEP)}>
                {texts.more(Math.min(STEP, count - results.length))}
              </button>
            ) : null}
          </>
        )}
      </Loading>
    </section>
  );
}

function Cards({ me, stage, before, after, leads, moved, move, drop }: ColumnProps & { leads: Lead[] }) {
  const texts = leadsWords.use();
  const list: RefObject<HTMLUListElement | null> = useRef<HTMLUListElement>(null);
  const present = useRef(leads);
  present.current = leads;
  useSortable(
    list,
    ({ id, list: to }) => {
      const lead = present.current.find((one) => one.id === id);
      if (lead) drop(lead, to);
    },
    "leads",
  );
  return (
    <ul ref={list} class="board-cards" data-list={stage.id}>
      {leads.map((lead) => (
        <Card key={lead.id} lead={lead} me={me} before={before} after={after} moved={moved} move={move} />
      ))}
      {leads.length ? null : <li class="quiet">{texts.emptyStage}</li>}
    </ul>
  );
}

interface CardProps extends Pick<ColumnProps, "me" | "before" | "after" | "moved" | "move"> {
  lead: Lead;
}

function Card({ lead, me, before, after, moved, move }: CardProps) {
  const words = useWords();
  const texts = leadsWords.use();
  const grip = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (moved.current !== lead.id) return;
    moved.current = "";
    grip.current?.focus();
  }, [lead.stage.id]);
  const press = (event: KeyboardEvent) => {
    const to = { ArrowLeft: before, ArrowRight: after }[event.key];
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    if (!to || !move) return;
    moved.current = lead.id;
    move(lead, to);
  };
  const claim = getClaim(lead, me);
  const wish = lead.group?.name ?? (lead.course ? readTranslated(lead.course.title) : "");
  return (
    <li class="card board-card" data-id={lead.id}>
      <span class="board-card-head">
        <Link to={`leads/${lead.id}`}>
          <strong>{lead.name}</strong>
        </Link>
        {move ? (
          <button
            ref={grip}
            type="button"
            class="plain grip"
            aria-label={texts.moveByKeys(lead.name)}
            onKeyDown={press}
          >
            <Icon name="grip" />
          </button>
        ) : null}
      </span>
      <span class="quiet">
        {[texts.sources[lead.source], wish, formatDay(lead.created_at, me.zone, words), lead.owner?.full_name]
          .filter(Boolean)
          .join(" · ")}
      </span>
      {lead.next_step_at ? <NextStep lead={lead} zone={me.zone} /> : null}
      {claim === "another" ? (
        <span class="state">
          <Icon name="phone" />
          {texts.othersCall(lead.claimed_by?.full_name ?? "")}
        </span>
      ) : null}
    </li>
  );
}
