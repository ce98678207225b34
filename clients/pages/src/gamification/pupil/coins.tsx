/** Coins: the balance, the streak, the leaderboards, the shop, what was bought. */

import { useState } from "preact/hooks";
import { useCentre } from "../../centre.ts";
import type { PageProps } from "../../person-pages.ts";
import { formatDate, formatDayTime, groupDigits } from "../../format.ts";
import { talim } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useEvents } from "../../ui/stream.ts";
import { useWords } from "../../words/index.ts";
import { CachedNotice, useCachedLoad } from "../../pupil/cached-load.tsx";
import { Leaderboards } from "./leaderboard.tsx";
import { OwnOrders } from "./orders.tsx";
import { Shop, translateName } from "./shop.tsx";

const COIN_EVENTS = ["coins.changed"] as const;

export function Coins({ me }: PageProps) {
  const words = useWords();
  const coins = useCachedLoad("coins", me, (options) => talim.api.get("/gamification/coins/me/", options), []);
  const streak = useCachedLoad("streak", me, (options) => talim.api.get("/gamification/streaks/me/", options), []);
  const path = { student_id: me.id };
  const transactions = useCachedLoad(
    "coin transactions",
    me,
    (options) =>
      talim.api.get("/gamification/coins/{student_id}/transactions/", { path, query: { limit: 10 }, ...options }),
    [me.id],
  );
  const titles = useLoad(async () => {
    const { results } = await talim.api.get("/homework/", { query: { ordering: "-created_at", page_size: 50 } });
    return new Map(results.map(({ id, assignment }) => [`homework:${id}`, assignment.title]));
  }, []);
  const achievements = useLoad(async () => {
    const answer = await talim.api.get("/gamification/achievements/{student_id}/", { path });
    return new Map(answer.achievements.map(({ achievement }) => [achievement.id, translateName(achievement.name)]));
  }, [me.id]);
  const nameCause = (cause: string) => {
    const [kind, id = ""] = cause.split(":");
    return kind === "achievement" ? achievements.value?.get(id) : titles.value?.get(cause);
  };
  const features = useCentre()?.features;
  const [bought, setBought] = useState(0);
  const handleBought = () => {
    setBought((number) => number + 1);
    coins.reload();
  };
  useEvents(talim.realtime.own, COIN_EVENTS, (event) => {
    if (event) coins.replace({ balance: event.data.balance });
    else coins.reload();
    transactions.reload();
  });
  return (
    <>
      <h1>{coins.value ? words.coins.balance(coins.value.balance) : words.nav.coins}</h1>
      <CachedNotice at={coins.cachedAt} reload={coins.reload} me={me} />
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
        <>
          <Loading of={coins}>{({ balance }) => <Shop balance={balance} onBought={handleBought} />}</Loading>
          <OwnOrders me={me} bought={bought} onCancelled={coins.reload} />
        </>
      )}
      <section aria-labelledby="moves">
        <h2 id="moves">{words.coins.earned}</h2>
        <Loading of={transactions}>
          {({ results }) =>
            results.length ? (
              <ul class="rows coin-rows">
                {results.map((item) => (
                  <li key={item.id}>
                    <b class="number">
                      {item.amount > 0 ? `+${groupDigits(item.amount)}` : `−${groupDigits(-item.amount)}`}
                    </b>
                    <span>
                      {[item.note || item.text, nameCause(item.cause)].filter(Boolean).join(": ")}
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
