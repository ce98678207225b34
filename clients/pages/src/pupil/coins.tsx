/** Coins: the balance, the streak, the leaderboards, the shop. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { useCentre } from "../centre.ts";
import type { PageProps } from "../person-pages.ts";
import { formatDate, formatDayTime, groupDigits } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Choice } from "../ui/choice.tsx";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { useEvents, useStream } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";
import { Shop } from "./shop.tsx";

type Leaderboard = Answer<"/gamification/leaderboard/{group_id}/", "get">;
type LeaderboardRow = Leaderboard["rows"][number];
type Period = "week" | "month" | "all";

const TOP_ROWS = 10;
const ROWS_AROUND = 2;
const COIN_EVENTS = ["coins.changed"] as const;
const LEADERBOARD_EVENTS = ["leaderboard.changed"] as const;

export function Coins({ me }: PageProps) {
  const words = useWords();
  const coins = useLoad(() => talim.api.get("/gamification/coins/me/"), []);
  const streak = useLoad(() => talim.api.get("/gamification/streaks/me/"), []);
  const path = { student_id: me.id };
  const transactions = useLoad(
    () => talim.api.get("/gamification/coins/{student_id}/transactions/", { path, query: { limit: 10 } }),
    [me.id],
  );
  const features = useCentre()?.features;
  useEvents(talim.realtime.own, COIN_EVENTS, (event) => {
    if (event) coins.replace({ balance: event.data.balance });
    else coins.reload();
    transactions.reload();
  });
  return (
    <>
      <h1>{coins.value ? words.coins.balance(coins.value.balance) : words.nav.coins}</h1>
      <Loading of={streak}>
        {(loadedStreak) => (
          <section aria-labelledby="streak">
            <h2 id="streak">
              <Icon name="flame" /> {words.coins.streak}: {loadedStreak.current}
            </h2>
            <ul class="days">
              {loadedStreak.days.slice(-14).map(({ day, state }) => (
                <li key={day} class={state}>
                  <span aria-hidden="true">{{ studied: "✓", frozen: "❄", missed: "·" }[state]}</span>
                  <span class="unseen">
                    {formatDate(day, me.zone, words)}: {words.coins[state]}
                  </span>
                </li>
              ))}
            </ul>
            <p class="quiet">{words.coins.longest(loadedStreak.longest)}</p>
          </section>
        )}
      </Loading>
      {features?.leaderboards_shown === false ? null : <Leaderboards me={me} />}
      {features?.shop_open === false ? null : (
        <Loading of={coins}>{({ balance }) => <Shop balance={balance} onBought={coins.reload} />}</Loading>
      )}
      <section aria-labelledby="moves">
        <h2 id="moves">{words.coins.earned}</h2>
        <Loading of={transactions}>
          {({ results }) =>
            results.length ? (
              <ul class="rows">
                {results.map((item) => (
                  <li key={item.id}>
                    <b class="number">
                      {item.amount > 0 ? `+${groupDigits(item.amount)}` : `−${groupDigits(-item.amount)}`}
                    </b>
                    <span>
                      {item.note || item.text}
                      <span class="quiet small">{formatDayTime(item.created_at, me.zone, words)}</span>
                    </span>
                  </li>
                ))}
              </ul>
            ) : (
              <p class="empty">{words.coins.nothing}</p>
            )
          }
        </Loading>
      </section>
    </>
  );
}

function Leaderboards({ me }: { me: Person }) {
  const words = useWords();
  const [period, setPeriod] = useState<Period>("week");
  const groups = useLoad(
    async () => (await talim.api.get("/courses/groups/", { query: { page_size: 10 } })).results,
    [],
  );
  return (
    <section aria-labelledby="board">
      <h2 id="board">{words.coins.board}</h2>
      <Choice
        label={words.coins.board}
        options={{ week: words.coins.week, month: words.coins.month, all: words.coins.all }}
        chosen={period}
        choose={setPeriod}
      />
      <Loading of={groups}>
        {(all) =>
          all.map((group) => (
            <LeaderboardRows
              key={group.id}
              group={group.id}
              name={all.length > 1 ? group.name : ""}
              period={period}
              me={me}
            />
          ))
        }
      </Loading>
    </section>
  );
}

function LeaderboardRows({ group, name, period, me }: { group: string; name: string; period: Period; me: Person }) {
  const words = useWords();
  const query = { period, neighbours: ROWS_AROUND };
  const leaderboard = useLoad(
    () => talim.api.get("/gamification/leaderboard/{group_id}/", { path: { group_id: group }, query }),
    [group, period],
  );
  const stream = useStream("group", group);
  useEvents(stream, LEADERBOARD_EVENTS, leaderboard.reload);
  return (
    <>
      {name ? <h3>{name}</h3> : null}
      <Loading of={leaderboard}>
        {(loadedLeaderboard) => {
          const top = loadedLeaderboard.rows.slice(0, TOP_ROWS);
          const around = loadedLeaderboard.neighbours.filter((row) => !top.some((other) => isSameRow(row, other)));
          if (!top.length) return <p class="empty">{words.coins.emptyBoard}</p>;
          return (
            <ol class="board">
              {top.map((row, index) => (
                <RankRow key={index} row={row} me={me} />
              ))}
              {around.length ? (
                <li class="gap" aria-hidden="true">
                  ⋮
                </li>
              ) : null}
              {around.map((row, index) => (
                <RankRow key={`a${index}`} row={row} me={me} />
              ))}
            </ol>
          );
        }}
      </Loading>
    </>
  );
}

function isSameRow(a: LeaderboardRow, b: LeaderboardRow): boolean {
  return a.rank === b.rank && a.name === b.name && a.student === b.student;
}

function RankRow({ row, me }: { row: LeaderboardRow; me: Person }) {
  const words = useWords();
  const isOwn = row.student === me.id;
  return (
    <li class={isOwn ? "mine" : ""}>
      <span class="number">{row.rank}</span>
      <span>
        {row.name || words.coins.hidden}
        {isOwn ? ` (${words.coins.you})` : ""}
      </span>
      <b class="number">{groupDigits(row.coins)}</b>
    </li>
  );
}
