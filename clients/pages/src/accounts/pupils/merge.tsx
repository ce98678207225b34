/** Two accounts of one pupil side by side: which one stays, whose facts count, what moves; then they are merged. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDate, formatDay, formatMoney, formatPhone } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link, navigate } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { getFullName } from "./section.tsx";

type Preview = Answer<"/auth/users/{id}/merge/preview/", "post">;
type Double = Preview["keep"];
type Fact = Preview["facts"][number];
type Side = Fact["taken"];

export function MergePage({ me, values }: PageProps) {
  const words = useWords();
  const { doubles: texts } = pupilsWords.use();
  const [one, other] = [values["one"] ?? "", values["other"] ?? ""];
  const [kept, setKept] = useState(one);
  const gone = kept === one ? other : one;
  const preview = useLoad(
    () => talim.api.post("/auth/users/{id}/merge/preview/", { path: { id: kept }, body: { duplicate: gone } }),
    [kept],
  );
  return (
    <>
      <p>
        <Link to="doubles">← {words.office.nav.pages.doubles}</Link>
      </p>
      <h1>{texts.title}</h1>
      <Loading of={preview}>
        {(told) => (
          <>
            <Accounts preview={told} one={one} kept={kept} keep={setKept} zone={me.zone} />
            {preview.stale ? (
              <p class="waiting">{words.loading}</p>
            ) : told.conflicts.length ? (
              <Conflicts preview={told} reload={preview.reload} />
            ) : (
              <Merge key={kept} preview={told} zone={me.zone} />
            )}
          </>
        )}
      </Loading>
    </>
  );
}

/** Both accounts, always in the same places; the chosen one stays. */
function Accounts({
  preview,
  one,
  kept,
  keep,
  zone,
}: {
  preview: Preview;
  one: string;
  kept: string;
  keep: (id: string) => void;
  zone: string;
}) {
  const { doubles: texts } = pupilsWords.use();
  const people = preview.keep.id === one ? [preview.keep, preview.duplicate] : [preview.duplicate, preview.keep];
  return (
    <fieldset class="doubles">
      <legend>{texts.which}</legend>
      {people.map((person) => (
        <div key={person.id} class="card">
          <label class="check">
            <input
              type="radio"
              name="kept"
              value={person.id}
              checked={person.id === kept}
              onChange={() => keep(person.id)}
            />
            <strong>{texts.stays(getFullName(person), person.number ?? 0)}</strong>
          </label>
          <PersonFacts person={person} zone={zone} />
        </div>
      ))}
    </fieldset>
  );
}

function PersonFacts({ person, zone }: { person: Double; zone: string }) {
  const words = useWords();
  const { facts, noSuch, groups, since } = pupilsWords.use();
  const rows: [string, string][] = [
    [facts.birthDate, person.birth_date ? formatDate(person.birth_date, zone, words) : noSuch],
    [facts.phone, person.phone ? formatPhone(person.phone) : noSuch],
    [facts.email, person.email ?? noSuch],
    [groups, person.memberships.map(({ name }) => name).join(", ") || noSuch],
    [since, formatDay(person.created_at, zone, words)],
  ];
  return (
    <dl class="facts">
      {rows.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
    </dl>
  );
}

function Conflicts({ preview, reload }: { preview: Preview; reload: () => void }) {
  const { doubles: texts } = pupilsWords.use();
  return (
    <div class="notice bad" role="status">
      <Icon name="warning" />
      <div>
        <p>{texts.settle}</p>
        <ul>
          {preview.conflicts.map(({ code, detail }) => (
            <li key={`${code} ${detail}`}>{detail}</li>
          ))}
        </ul>
        <p>
          {[preview.keep, preview.duplicate].map((person) => (
            <span key={person.id}>
              <Link to={`pupils/${person.id}`}>{texts.card(getFullName(person), person.number ?? 0)}</Link>{" "}
            </span>
          ))}
        </p>
        <button type="button" onClick={reload}>
          {texts.again}
        </button>
      </div>
    </div>
  );
}

function Merge({ preview, zone }: { preview: Preview; zone: string }) {
  const { doubles: texts } = pupilsWords.use();
  const [chosen, setChosen] = useState<Partial<Record<Fact["fact"], Side>>>({});
  const { keep, duplicate } = preview;
  const both = preview.facts.filter((fact) => fact.keep !== null);
  return (
    <>
      {both.map((fact) => (
        <FactChoice
          key={fact.fact}
          fact={fact}
          zone={zone}
          side={chosen[fact.fact] ?? fact.taken}
          choose={(side) => setChosen({ ...chosen, [fact.fact]: side })}
        />
      ))}
      <Moves preview={preview} zone={zone} />
      <p class="quiet">{texts.after}</p>
      <ActButton
        word={texts.merge}
        class="main"
        question={<ReadBack preview={preview} />}
        act={(key) =>
          talim.api.post("/auth/users/{id}/merge/", {
            path: { id: keep.id },
            body: { duplicate: duplicate.id, facts: chosen },
            idempotencyKey: key,
          })
        }
        onDone={() => {
          showNotice(texts.merged(getFullName(keep)));
          navigate(`pupils/${keep.id}`);
        }}
      />
    </>
  );
}

function FactChoice({
  fact,
  zone,
  side,
  choose,
}: {
  fact: Fact;
  zone: string;
  side: Side;
  choose: (side: Side) => void;
}) {
  const { doubles: texts } = pupilsWords.use();
  const tell = useFactText(zone);
  return (
    <fieldset class="field-group">
      <legend>{texts.facts[fact.fact]}</legend>
      {(["keep", "duplicate"] as const).map((value) => (
        <label key={value} class="choice-option">
          <input
            type="radio"
            name={`fact-${fact.fact}`}
            value={value}
            checked={side === value}
            onChange={() => choose(value)}
          />
          <span>{tell(fact, value)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The text of a fact; a picture is only named, with the side that it is of. */
function useFactText(zone: string): (fact: Fact, side: Side) => string {
  const words = useWords();
  const { doubles: texts } = pupilsWords.use();
  return (fact, side) => {
    if (fact.fact === "photo") return texts.photo[side];
    const value = fact[side] ?? "";
    return fact.fact === "birth_date" ? formatDate(value, zone, words) : value;
  };
}

function Moves({ preview, zone }: { preview: Preview; zone: string }) {
  const words = useWords();
  const { doubles: texts, noSuch } = pupilsWords.use();
  const tell = useFactText(zone);
  const taken = preview.facts.filter((fact) => fact.keep === null);
  const { coins, money } = preview;
  return (
    <>
      <h2>{texts.moves}</h2>
      <dl class="facts">
        {taken.map((fact) => [
          <dt key={fact.fact}>{texts.facts[fact.fact]}</dt>,
          <dd key={`${fact.fact} value`}>{tell(fact, "duplicate")}</dd>,
        ])}
        {preview.counts.map(({ kind, count }) => [
          <dt key={kind}>{texts.kinds[kind] ?? kind}</dt>,
          <dd key={`${kind} count`} class="number">
            {count}
          </dd>,
        ])}
        {preview.counts.length || taken.length
          ? null
          : [<dt key="none">{texts.nothing}</dt>, <dd key="no">{noSuch}</dd>]}
      </dl>
      <Table
        label={texts.balances}
        heads={[
          { word: texts.what },
          ...[texts.stayer, texts.goer, texts.together].map((word) => ({ word, number: true })),
        ]}
        rows={[
          ...money.map((row) => ({
            key: row.keep.currency,
            cells: [
              texts.balance,
              formatMoney(row.keep, words),
              formatMoney(row.duplicate, words),
              formatMoney(row.after, words),
            ],
          })),
          { key: "coins", cells: [texts.coins, String(coins.keep), String(coins.duplicate), String(coins.after)] },
        ]}
      />
    </>
  );
}

/** What cannot be undone, read back large. */
function ReadBack({ preview }: { preview: Preview }) {
  const words = useWords();
  const { doubles: texts } = pupilsWords.use();
  const { keep, duplicate, money } = preview;
  return (
    <div class="read-back">
      <p class="sum">{texts.stays(getFullName(keep), keep.number ?? 0)}</p>
      <p>{texts.goes(getFullName(duplicate), duplicate.number ?? 0)}</p>
      {money.map(({ after }) => (
        <p key={after.currency}>
          {texts.balance}: <span class="sum number">{formatMoney(after, words)}</span>
        </p>
      ))}
      <p>{texts.forever}</p>
    </div>
  );
}
