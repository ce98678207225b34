/** A count of a cash desk that waits for a second person, with the way to decide it or to take it back. */

import { formatDayTime, formatMoney } from "../../format.ts";
import { Link } from "../../router.tsx";
import type { Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import type { CashDesk } from "./desks.ts";

export function WaitingCount({ desk: { waiting }, me }: { desk: CashDesk; me: Person }) {
  const words = useWords();
  const texts = cashWords.use();
  if (!waiting) return null;
  const say = waiting.action === "open" ? texts.waitsToOpen : texts.waitsToClose;
  return (
    <span class="state">
      <Icon name="clock" />
      {say(
        formatMoney(waiting.counted, words),
        waiting.requested_by.full_name,
        formatDayTime(waiting.created_at, me.zone, words),
      )}{" "}
      <Link to="approvals">{texts.toApprovals}</Link>
    </span>
  );
}
