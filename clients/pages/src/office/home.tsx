/** The first page of the office: excuses to decide, the money of the day, debtors, and links to the other pages. */

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
  const texts = words.office;
  const links = [
    ["proofs", texts.proofs],
    ["imports", texts.imports],
    ["marks", texts.marks],
    ["stuck", texts.stuck],
    ["excuses", words.teacher.excuses.title],
    ["opening", words.entry.opening.title],
  ].filter(([to]) => canOpenPage(me, to ?? ""));
  return (
    <>
      <h1>{words.home.hello(me.first_name)}</h1>
      {canOpenPage(me, "excuses") ? <WaitingExcuses /> : null}
      {hasPermission(me, "payments.report") || hasPermission(me, "payments.ledger") ? <Day me={me} /> : null}
      {hasPermission(me, "payments.see_all") ? <Debtors me={me} /> : null}
      <section class="more" aria-label={texts.more}>
        {links.map(([to, word]) => (
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

/** How many excuses wait for a decision; nothing when there are none. */
function WaitingExcuses() {
  const texts = useWords().teacher.excuses;
  const query = { state: "asked" as const, page_size: 1 };
  const { value, reload: reload } = useLoad(
    async () => (await talim.api.get("/attendance/excuses/", { query })).count,
    [],
  );
  useQueueUpdates(reload);
  return value ? (
    <div class="next">
      <Link to="excuses" class="card">
        <strong>{texts.waits(value)}</strong>
        <span class="state">
          <Icon name="absence" />
          {texts.begin}
        </span>
      </Link>
    </div>
  ) : null;
}
