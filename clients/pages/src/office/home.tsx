/** The office's first page: what came in today, who owes, and what else there is to do. */

import type { PageProps } from "../app.tsx";
import { Link } from "../router.tsx";
import { useWords } from "../words/index.ts";
import { Day } from "./day.tsx";
import { Debtors } from "./debtors.tsx";
import { holds, opens } from "./part.ts";

export function OfficeHome({ me }: PageProps) {
  const words = useWords();
  const w = words.office;
  const more = [
    ["proofs", w.proofs],
    ["imports", w.imports],
    ["marks", w.marks],
    ["stuck", w.stuck],
  ].filter(([to]) => opens(me, to ?? ""));
  return (
    <>
      <h1>{words.home.hello(me.first_name)}</h1>
      {holds(me, "payments.report") || holds(me, "payments.ledger") ? <Day me={me} /> : null}
      {holds(me, "payments.see_all") ? <Debtors me={me} /> : null}
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
