/** The office's first page: excuses that wait, what came in today, who owes, and what else there is to do. */

import type { PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { useQueueUpdates } from "../teacher/queue-updates.ts";
import { talim } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { Day } from "./day.tsx";
import { Debtors } from "./debtors.tsx";
import { hasPermission, canOpenPage } from "./page-permissions.ts";

export function OfficeHome({ me }: PageProps) {
  const words = useWords();
  const w = words.office;
  const more = [
    ["proofs", w.proofs],
    ["imports", w.imports],
    ["marks", w.marks],
    ["stuck", w.stuck],
    ["excuses", words.teacher.excuses.title],
    ["opening", words.entry.opening.title],
  ].filter(([to]) => canOpenPage(me, to ?? ""));
  return (
    <>
      <h1>{words.home.hello(me.first_name)}</h1>
      {canOpenPage(me, "excuses") ? <WaitingExcuses /> : null}
      {hasPermission(me, "payments.report") || hasPermission(me, "payments.ledger") ? <Day me={me} /> : null}
      {hasPermission(me, "payments.see_all") ? <Debtors me={me} /> : null}
      <section class="more" aria-label={w.more}>
        {more.map(([to, word]) => (
          <Link key={to} to={to ?? ""} class="card">
            {word}
          </Link>
        ))}
        <a class="card" href="/admin/">
          {words.admin}
        </a>
      </section>
    </>
  );
}

/** How many excuses wait; nothing where none does. */
function WaitingExcuses() {
  const w = useWords().teacher.excuses;
  const query = { state: "asked" as const, page_size: 1 };
  const { value, reload: again } = useLoad(async () => (await talim.api.get("/attendance/excuses/", { query })).count, []);
  useQueueUpdates(again);
  return value ? (
    <div class="next">
      <Link to="excuses" class="card">
        <strong>{w.waits(value)}</strong>
        <span class="state">
          <Icon name="absence" />
          {w.begin}
        </span>
      </Link>
    </div>
  ) : null;
}
