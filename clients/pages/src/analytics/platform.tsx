/** The centre in figures: every measure that the reader may see, by subject, with the newest value first. */

import { formatDate, toIsoDay } from "../format.ts";
import { useBranches } from "../office/branches.ts";
import { formatPeriod } from "./office/chart-data.ts";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { analyticsWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { PeriodControls, Select } from "./controls.tsx";
import { useFreshFigures } from "./fresh.ts";
import { Kindergarten } from "./kindergarten.tsx";
import { compare, formatValue, getNewest, hasValues, isUnfinished, type Dashboard, type Series } from "./series.ts";
import { SeriesFigure } from "./series-figure.tsx";
import { toRequest, useView, writeView, type View } from "./view.ts";

type Area = "people" | "learning" | "money" | "leads" | "talk" | "other";

/** Which measures stand under which heading; those that are not named stand in the last one. */
const AREAS: Record<Exclude<Area, "other">, string[]> = {
  people: ["active", "trial", "joined", "left"],
  learning: [
    "attendance",
    "lessons_held",
    "homework_given",
    "homework",
    "homework_late",
    "homework_on_time",
    "homework_score",
    "quiz_attempts",
    "quiz_score",
    "study_time",
    "coins",
  ],
  money: ["money_received", "money_charged", "money_refunded"],
  leads: ["leads", "leads_converted", "lead_conversion"],
  talk: ["visitors", "views", "tickets", "forum_texts", "messages"],
};
export function Platform({ me }: PageProps) {
  const texts = analyticsWords.use();
  const today = toIsoDay(Date.now(), me.zone);
  const [view, change] = useView("month", today);
  const branches = useBranches("own");
  const query = { ...toRequest(view), ...(view.branch ? { branch: view.branch } : {}) };
  const dashboard = useLoad(
    () => talim.api.get("/analytics/platform/", { query }),
    [view.step, view.from, view.to, view.branch],
  );
  useFreshFigures(dashboard);
  return (
    <div class="analytics">
      <h1>{texts.title}</h1>
      <div class="table-tools labelled">
        <PeriodControls view={view} change={change} today={today} shown={dashboard.value?.series[0]} />
        {branches.length > 1 ? (
          <Select
            label={texts.branch}
            value={view.branch}
            options={[["", texts.allBranches], ...branches.map(({ id, name }): [string, string] => [id, name])]}
            choose={(branch) => change({ branch })}
          />
        ) : null}
        <button type="button" onClick={() => print()}>
          {texts.print}
        </button>
      </div>
      <Loading of={dashboard}>
        {(all) => (
          <>
            <CountedUntil of={all} me={me} />
            {groupByArea(all.series).map(([area, series]) => (
              <section key={area} aria-labelledby={`area-${area}`}>
                <h2 id={`area-${area}`}>{texts.areas[area]}</h2>
                <Tiles series={series} view={view} />
                <div class="series-grid">
                  {series.filter(hasValues).map((one) => (
                    <SeriesFigure key={one.measure.name} series={one} view={view} me={me} to={linkTo(one, view)} />
                  ))}
                </div>
              </section>
            ))}
          </>
        )}
      </Loading>
      {me.permissions.includes("kids.manage_skills") ? <Kindergarten me={me} /> : null}
      <Related me={me} />
    </div>
  );
}

/** The page of one measure, in the same view. */
function linkTo(series: Series, { step, from, to, branch }: View): string {
  return `analytics/${series.measure.name}${writeView({ step, from, to, branch })}`;
}

function groupByArea(all: Series[]): [Area, Series[]][] {
  const find = (names: string[]) => names.flatMap((name) => all.find(({ measure }) => measure.name === name) ?? []);
  const named = (Object.entries(AREAS) as [Area, string[]][]).map(([area, names]): [Area, Series[]] => [
    area,
    find(names),
  ]);
  const known = new Set(Object.values(AREAS).flat());
  const areas: [Area, Series[]][] = [...named, ["other", all.filter(({ measure }) => !known.has(measure.name))]];
  return areas.filter(([, series]) => series.length);
}

/** Up to which day is counted, or that nothing is. */
export function CountedUntil({ of, me }: { of: Pick<Dashboard, "counted_until">; me: Person }) {
  const words = useWords();
  const texts = analyticsWords.use();
  return (
    <p class="quiet">
      {of.counted_until ? texts.countedUntil(formatDate(of.counted_until, me.zone, words)) : texts.notCounted}
    </p>
  );
}

/** The newest value of each series, and how it moved. */
export function Tiles({ series, view }: { series: Series[]; view: View }) {
  const words = useWords();
  const texts = analyticsWords.use();
  return (
    <ul class="tiles">
      {series.flatMap((one) =>
        one.datasets.map((set) => {
          const { now, before, place } = getNewest(set);
          const say = (value: number) => formatValue(value, one, set.currency, words);
          const moved =
            now === null || before === null
              ? ""
              : isUnfinished(one, place)
                ? texts.change.soFar(say(before))
                : texts.change[compare(now, before)](say(before));
          return (
            <li key={`${one.measure.name} ${set.currency}`} class={set.currency ? "sum" : undefined}>
              <b class="number">{now === null ? "—" : say(now)}</b>{" "}
              <Link to={linkTo(one, view)}>{one.measure.label}</Link>
              <span class="quiet small">
                {place < 0 ? "" : formatPeriod(one.labels[place] ?? "", words)}
                {moved ? `: ${moved}` : ""}
              </span>
            </li>
          );
        }),
      )}
    </ul>
  );
}

/** The ways to pages that show some of this in another form. */
function Related({ me }: { me: Person }) {
  const words = useWords();
  const texts = analyticsWords.use();
  const { hasPage } = usePersonPages();
  const { pages } = words.office.nav;
  const names: [to: string, word: string][] = [
    ["figures", words.office.figures],
    ["revenue", pages.revenue],
    ["income-board", pages.incomeBoard],
    ["marketing", pages.marketing],
    ["debtors", pages.debtors],
    ["lead-figures", pages.leadFigures],
    ["ticket-figures", pages.ticketFigures],
  ];
  const links = names.filter(([to]) => hasPage(me, to));
  if (!links.length) return null;
  return (
    <section class="more related" aria-label={texts.related}>
      {links.map(([to, word]) => (
        <Link key={to} to={to} class="card">
          {word}
        </Link>
      ))}
    </section>
  );
}
