/** The coins that a homework earned, beside its score. */

import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { useLoad } from "../ui/load.tsx";
import { useEvents } from "../ui/stream.ts";
import { useWords } from "../words/index.ts";

/** How many of the newest coin transactions are searched. */
const MAX_TRANSACTIONS = 50;
const EVENTS = ["coins.changed"] as const;

/** The coins since this moment; nothing when there are none. */
export function CoinsEarned({ homework, since, me }: { homework: string; since: string; me: Person }) {
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
  const earned = (transactions.value ?? [])
    .filter((coin) => coin.cause === cause && Date.parse(coin.created_at) >= Date.parse(since))
    .reduce((sum, coin) => sum + coin.amount, 0);
  if (earned <= 0) return null;
  return (
    <p role="status">
      <span class="chip">
        <Icon name="coins" />
        {words.result.coins(earned)}
      </span>
    </p>
  );
}
