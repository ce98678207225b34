/** On the first page of staff: the newest figures of their role, and the way to all of them. */

import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { useLoad } from "../ui/load.tsx";
import { analyticsWords } from "./words/index.ts";
import { useFreshFigures } from "./fresh.ts";
import { Tiles } from "./platform.tsx";
import { readView } from "./view.ts";

export function Glance() {
  const texts = analyticsWords.use().glance;
  const loaded = useLoad(() => talim.api.get("/dashboard/", { query: { step: "month", glance: true } }), []);
  const dashboard = loaded.value;
  const series = dashboard?.series ?? [];
  useFreshFigures(
    loaded,
    series.map(({ measure }) => measure.name),
  );
  if (!dashboard?.counted_until || !series.length) return null;
  return (
    <section class="analytics" aria-labelledby="glance">
      <h2 id="glance">{dashboard.kind === "platform" ? texts.office : texts.teacher}</h2>
      {dashboard.kind === "platform" ? (
        <Tiles series={series} view={readView("", "month")} />
      ) : (
        series.map((one) => <p key={one.measure.name}>{one.sentence}</p>)
      )}
      <p>
        <Link to="analytics">{texts.all}</Link>
      </p>
    </section>
  );
}
