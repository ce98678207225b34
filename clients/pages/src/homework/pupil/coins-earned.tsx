/** The coins that a homework earned, beside its score. */

import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { useEvents } from "../../ui/stream.ts";
import { useWords } from "../../words/index.ts";

/** How many of the newest coin transactions are searched. */
const MAX_TRANSACTIONS = 50;
const EVENTS = ["coins.changed"] as const;

/** The coins since this moment, and those that can still come of `most`; nothing when there are none. */
export function CoinsEarned({
  homework,
  since,
  most,
  me,
}: {
  homework: string;
  since: string;
  most: number;
  me: Person;
}) {
  const words = useWords();
  const cause = `homework:${homework}`;
  const path = { student_id: me.id };
  const query = { limit: MAX_TRANSACTIONS };
  const transactions = useLoad(
    async () => (await talim.api.get("/gamification/coins/{student_id}/transactions/", { path, query })).results,
    [me.id],
  );
  useEvents(talim.realtime.own, EVENTS, (event) => {
    if (!event || event.data.cause === cause) transactions.reload();
  });
  if (!transactions.value) return null;
  const ofHomework = transactions.value.filter((coin) => coin.cause === cause);
  const sum = (coins: typeof ofHomework) => coins.reduce((total, coin) => total + coin.amount, 0);
  const earned = sum(ofHomework.filter((coin) => Date.parse(coin.created_at) >= Date.parse(since)));
  const all = sum(ofHomework);
  const toCome = most - all;
  return (
    <div class="chips" role="status">
      {earned > 0 ? (
        <span class="chip">
          <Icon name="coins" />
          {words.result.coins(earned)}
        </span>
      ) : null}
      {toCome > 0 ? (
        <span class="chip">
          {all > 0 ? words.result.coinsMore(words.home.coins(toCome)) : words.home.coins(toCome)}
        </span>
      ) : null}
    </div>
  );
}
