/** The first page of the office: what waits, lessons that are on, the money of the day, debtors, and links to the other pages. */

import { GlanceSlot } from "../analytics/glance-slot.tsx";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { useWords } from "../words/index.ts";
import { Day } from "../payments/office/day.tsx";
import { Debtors } from "../payments/office/debtors.tsx";
import { hasPermission } from "./permissions.ts";
import { StartNotice } from "../portal/start/notice.tsx";
import { WaitingToday } from "../portal/today/waiting.tsx";

export function OfficeHome({ me }: PageProps) {
  const { hasPage } = usePersonPages();
  const words = useWords();
  const texts = words.office;
  const links = [
    ["proofs", texts.proofs],
    ["imports", texts.imports],
    ["marks", texts.marks],
    ["stuck", texts.stuck],
    ["excuses", words.teacher.excuses.title],
    ["opening", words.entry.opening.title],
  ].filter(([to]) => hasPage(me, to ?? ""));
  return (
    <>
      <h1>{words.home.hello(me.first_name)}</h1>
      <StartNotice me={me} />
      <WaitingToday me={me} />
      {hasPermission(me, "payments.report") || hasPermission(me, "payments.ledger") ? <Day me={me} /> : null}
      {hasPermission(me, "payments.see_all") ? <Debtors me={me} /> : null}
      <GlanceSlot me={me} />
      <section class="more" aria-label={texts.more}>
        {links.map(([to, word]) => (
          <Link key={to} to={to ?? ""} class="card">
            {word}
          </Link>
        ))}
      </section>
    </>
  );
}
