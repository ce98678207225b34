/** From a page of figures to the measures behind them, for who may open those. */

import { usePersonPages } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import type { Person } from "../../talim.ts";
import { useWords } from "../../words/index.ts";

/** `measure`: the one that the link opens; without it all. */
export function AnalyticsLink({ me, measure }: { me: Person; measure?: string }) {
  const words = useWords();
  const { hasPage } = usePersonPages();
  const to = measure ? `analytics/${measure}` : "analytics";
  if (!hasPage(me, to)) return null;
  return (
    <p>
      <Link to={to}>{words.office.nav.pages.analytics}</Link>
    </p>
  );
}
