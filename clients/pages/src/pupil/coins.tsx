/** Coins: how many, days in a row, the leaderboard, the shop. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
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
const MOVED = ["coins.changed"] as const;
const RANKED = ["leaderboard.changed"] as const;

export function Coins({ me }: PageProps) {
  const words = useWords();
  const coins = useLoad(() => talim.api.get("/gamification/coins/me/"), []);
  const streak = useLoad(() => talim.api.get("/gamification/streaks/me/"), []);
  const path = { student_id: me.id };
  const moves = useLoad(
    () => talim.api.get("/gamification/coins/{student_id}/transactions/", { path, query: { limit: 10 } }),
    [me.id],
  );
  const centre = useLoad(() => talim.api.get("/settings/public/"), []);
  useEvents(talim.realtime.own, MOVED, (event) => {
    if (event) coins.replace({ balance: event.data.balance });
    else coins.reload();
    moves.reload();
  });
  return (
    <>
      <h1>{coins.value ? words.coins.balance(coins.value.balance) : words.nav.coins}</h1>
      <Loading of={streak}>
        {(wallet) => (
          <section aria-labelledby="streak">
            <h2 id="streak">
              <Icon name="flame" /> {words.coins.streak}: {wallet.current}
            </h2>
            <ul class="days">
              {wallet.days.slice(-14).map(({ day, state }) => (
                <li key={day} class={state}>
                  <span aria-hidden="true">{{ studied: "✓", frozen: "❄", missed: "·" }[state]}</span>
                  <span class="unseen">
                    {formatDate(day, me.zone, words)}: {words.coins[state]}
                  </span>
                </li>
              ))}
            </ul>
            <p class="quiet">{words.coins.longest(wallet.longest)}</p>
          </section>
        )}
      </Loading>
      {centre.value?.features.leaderboards_shown === false ? null : <Leaderboards me={me} />}
      {centre.value?.features.shop_open === false ? null : (
        <Loading of={coins}>{({ balance }) => <Shop balance={balance} bought={coins.reload} />}</Loading>
      )}
      <section aria-labelledby="moves">
        <h2 id="moves">{words.coins.earned}</h2>
        <Loading of={moves}>
          {({ results }) =>
            results.length ? (
              <ul class="rows">
                {results.map((item) => (
                  <li key={item.id}>
                    <b class="number">{item.amount > 0 ? `+${groupDigits(item.amount)}` : `−${groupDigits(-item.amount)}`}</b>
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
  const [period, choose] = useState<Period>("week");
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
        choose={choose}
      />
      <Loading of={groups}>
        {(all) =>
          all.map((group) => (
            <LeaderboardRows key={group.id} group={group.id} name={all.length > 1 ? group.name : ""} period={period} me={me} />
          ))
        }
      </Loading>
    </section>
  );
}

function LeaderboardRows({ group, name, period, me }: { group: string; name: string; period: Period; me: Person }) {
  const words = useWords();
  const query = { period, neighbours: ROWS_AROUND };
  const board = useLoad(
    () => talim.api.get("/gamification/leaderboard/{group_id}/", { path: { group_id: group }, query }),
    [group, period],
  );
  const stream = useStream("group", group);
  useEvents(stream, RANKED, board.reload);
  return (
    <>
      {name ? <h3>{name}</h3> : null}
      <Loading of={board}>
        {(item) => {
          const top = item.rows.slice(0, TOP_ROWS);
          const around = item.neighbours.filter((row) => !top.some((other) => isSameRow(row, other)));
          if (!top.length) return <p class="empty">{words.coins.emptyBoard}</p>;
          return (
            <ol class="board">
              {top.map((row, place) => (
                <RankRow key={place} row={row} me={me} />
              ))}
              {around.length ? (
                <li class="gap" aria-hidden="true">
                  ⋮
                </li>
              ) : null}
              {around.map((row, place) => (
                <RankRow key={`a${place}`} row={row} me={me} />
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
  const mine = row.student === me.id;
  return (
    <li class={mine ? "mine" : ""}>
      <span class="number">{row.rank}</span>
      <span>
        {row.name || words.coins.hidden}
        {mine ? ` (${words.coins.you})` : ""}
      </span>
      <b class="number">{groupDigits(row.coins)}</b>
    </li>
  );
}
