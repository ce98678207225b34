/** The SMS budget of the month, and what became of each message outside the app. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { formatDayTime, formatMoney } from "../../format.ts";
import { query } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { ShowMore } from "../../ui/show-more.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { messagesWords } from "./words/index.ts";
import { useFeed } from "../../office/feed.ts";
import { useOfficeUpdates } from "../../office/live-updates.ts";
import { hasPermission } from "../../office/permissions.ts";

type Delivery = Answer<"/notifications/deliveries/", "get">["results"][number];
type State = Delivery["state"];

const PAGE_SIZE = 50;
const ICONS: Record<State, IconName> = {
  queued: "clock",
  sent: "send",
  delivered: "good",
  failed: "warning",
  skipped: "close",
};
const OUTSIDE = ["telegram", "sms", "email", "push"] as const;

export function Deliveries({ me }: PageProps) {
  const words = useWords();
  const texts = messagesWords.use();
  return (
    <>
      <h1>{words.office.nav.pages.deliveries}</h1>
      <p class="quiet">{texts.deliveryHelp}</p>
      {hasPermission(me, "notifications.budget") ? <Budget /> : null}
      <DeliveryFeed me={me} />
    </>
  );
}

function Budget() {
  const words = useWords();
  const texts = messagesWords.use();
  const budget = useLoad(() => talim.api.get("/notifications/budget/"), []);
  return (
    <Loading of={budget}>
      {({ budget: all, spent, left, parts }) => (
        <ul class="tiles">
          {[
            [texts.budget, formatMoney(all, words)],
            [texts.spent, formatMoney(spent, words)],
            [texts.left, formatMoney(left, words)],
            [texts.parts, String(parts)],
          ].map(([title, value]) => (
            <li key={title}>
              <b class="number">{value}</b>
              <span class="quiet">{title}</span>
            </li>
          ))}
        </ul>
      )}
    </Loading>
  );
}

function DeliveryFeed({ me }: { me: Person }) {
  const words = useWords();
  const texts = messagesWords.use();
  const [state, setState] = useState<State | "">(
    () => (new URLSearchParams(query.get()).get("state") ?? "") as State | "",
  );
  const [channel, setChannel] = useState<(typeof OUTSIDE)[number] | "">("");
  const filters = { ...(state ? { state } : {}), ...(channel ? { channel } : {}) };
  const { feed, more } = useFeed(JSON.stringify(filters), (cursor) =>
    talim.api.get("/notifications/deliveries/", { query: { ...filters, limit: PAGE_SIZE, cursor } }),
  );
  useOfficeUpdates(feed.reload);
  return (
    <section class="data-table" aria-label={words.office.nav.pages.deliveries}>
      <div class="table-tools">
        <Filter
          label={texts.stateName}
          words={texts.deliveryState}
          value={state}
          choose={(value) => setState(value as State)}
        />
        <Filter
          label={texts.channel}
          words={Object.fromEntries(OUTSIDE.map((name) => [name, texts.channels[name] ?? name]))}
          value={channel}
          choose={(value) => setChannel(value as "sms")}
        />
      </div>
      <Loading of={feed}>
        {({ results, next }) =>
          results.length ? (
            <>
              <Table
                label={words.office.nav.pages.deliveries}
                heads={[texts.to, texts.type, texts.channel, texts.stateName, texts.when, ""].map((word) => ({ word }))}
                rows={results.map((row) => ({ key: row.id, cells: buildCells(row) }))}
              />
              <ShowMore when={next !== null} show={more} />
            </>
          ) : (
            <Empty drawing="messages" text={texts.noDeliveries} />
          )
        }
      </Loading>
    </section>
  );

  function buildCells(row: Delivery) {
    return [
      <>
        {row.user.name} <span class="quiet">{row.address}</span>
      </>,
      row.type_title,
      texts.channels[row.channel] ?? row.channel,
      <>
        <span class="state">
          <Icon name={ICONS[row.state]} />
          {texts.deliveryState[row.state]}
        </span>
        {row.why ? <div class="quiet">{row.why}</div> : null}
      </>,
      formatDayTime(row.sent_at ?? row.due_at, me.zone, words),
      row.state === "failed" || row.state === "skipped" ? (
        <ActButton
          word={texts.sendAgain}
          act={() => talim.api.post("/notifications/deliveries/{id}/retry/", { path: { id: row.id } })}
          onDone={() => {
            showNotice(texts.again);
            feed.reload();
          }}
        />
      ) : null,
    ];
  }
}

interface FilterProps {
  label: string;
  words: Record<string, string>;
  value: string;
  choose: (value: string) => void;
}

function Filter({ label, words: options, value, choose }: FilterProps) {
  const words = useWords();
  return (
    <select aria-label={label} onChange={(event) => choose(event.currentTarget.value)}>
      <option value="" selected={!value}>
        {label}: {words.form.all}
      </option>
      {Object.entries(options).map(([option, word]) => (
        <option key={option} value={option} selected={option === value}>
          {word}
        </option>
      ))}
    </select>
  );
}
