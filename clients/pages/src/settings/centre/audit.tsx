/** The audit log: who changed what, and when. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { PickInput, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { Loading } from "../../ui/load.tsx";
import { ShowMore } from "../../ui/show-more.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { auditWords } from "../audit/words/index.ts";
import { centreWords } from "./words/index.ts";
import { settingsWords } from "../words/index.ts";
import { useFeed } from "../../office/feed.ts";
import { isUnitOfSums, NOTHING, useValueWriter } from "./audit-values.ts";

type Entry = Answer<"/settings/audit-logs/", "get">["results"][number];

const PAGE_SIZE = 50;
const SETTINGS = "settings.systemsettings";

export function Audit({ me }: PageProps) {
  const words = useWords();
  const texts = centreWords.use();
  const [actor, setActor] = useState<Pick | null>(null);
  const [days, setDays] = useState({ since: "", until: "" });
  const filters = {
    ...(actor ? { actor: actor.id } : {}),
    ...(days.since ? { since: days.since } : {}),
    ...(days.until ? { until: days.until } : {}),
  };
  const control = {
    id: "actor",
    name: "actor",
    "aria-invalid": false,
    "aria-describedby": undefined,
    "aria-required": false,
  };
  return (
    <>
      <h1>{words.office.nav.pages.audit}</h1>
      <p class="quiet">{texts.auditHelp}</p>
      <div class="table-tools labelled">
        <PickInput
          label={texts.who}
          control={control}
          find={findPeople()}
          picked={actor}
          onPick={setActor}
          placeholder={texts.who}
        />
        <DayInput label={texts.from} value={days.since} put={(since) => setDays({ ...days, since })} />
        <DayInput label={texts.until} value={days.until} put={(until) => setDays({ ...days, until })} />
      </div>
      <Entries filters={filters} me={me} />
    </>
  );
}

function DayInput({ label, value, put }: { label: string; value: string; put: (day: string) => void }) {
  return (
    <label class="day-input">
      {label} <input type="date" value={value} onInput={(event) => put(event.currentTarget.value)} />
    </label>
  );
}

function Entries({ filters, me }: { filters: { actor?: string; since?: string; until?: string }; me: Person }) {
  const words = useWords();
  const texts = centreWords.use();
  const actions = auditWords.use();
  const { feed, more } = useFeed(JSON.stringify(filters), (cursor) =>
    talim.api.get("/settings/audit-logs/", { query: { ...filters, cursor, limit: PAGE_SIZE } }),
  );
  return (
    <Loading of={feed}>
      {({ results: rows, next }) => {
        if (!rows.length) return <Empty drawing="search" text={texts.noAudit} />;
        return (
          <>
            <Table
              label={words.office.nav.pages.audit}
              heads={[texts.when, texts.who, texts.what, texts.about, texts.changed].map((word) => ({ word }))}
              rows={rows.map((row) => ({ key: row.id, cells: buildCells(row) }))}
            />
            <ShowMore when={next !== null} show={more} />
          </>
        );
      }}
    </Loading>
  );

  function buildCells(row: Entry) {
    return [
      formatDayTime(row.created_at, me.zone, words),
      row.actor ? row.actor.full_name || row.actor.id : texts.byPlatform,
      actions[row.action] ?? row.action,
      row.object_name,
      <Changes row={row} me={me} />,
    ];
  }
}

/** Old and new values, where the reader may see them; what only machines can read is left out. */
function Changes({ row, me }: { row: Entry; me: Person }) {
  const { settings } = settingsWords.use();
  const write = useValueWriter(row, me);
  const values = row.values as Record<string, [unknown, unknown]> | null;
  const names = row.object_type === SETTINGS ? { ...row.field_names, ...settings } : row.field_names;
  return (
    <>
      {row.fields
        .filter((field) => names[field as keyof typeof names] && !isUnitOfSums(row, field))
        .map((field) => ({ field, texts: values?.[field]?.map((value, place) => write(field, value, place)) }))
        .filter(({ texts }) => !(texts?.[0] === NOTHING && !texts[1]))
        .map(({ field, texts }) => (
          <div key={field}>
            {names[field as keyof typeof names]}
            {writeChange(texts)}
          </div>
        ))}
    </>
  );
}

/** "−2 → +3" would read as one number that became another: what went and what came stand side by side. */
function writeChange(texts: string[] | undefined): string {
  const [before = "", after = ""] = texts ?? [];
  if (!before && !after) return "";
  if (before.startsWith("-") && after.startsWith("+")) return `: ${before.replace("-", "−")}, ${after}`;
  return before && before !== NOTHING ? `: ${before} → ${after}` : `: ${after}`;
}
