/** One measure, split and filtered as one likes; the address keeps all of it. From a group one comes to its people. */

import { toIsoDay } from "../format.ts";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { Link, navigate } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { Loading, LoadProblem, useLoad } from "../ui/load.tsx";
import { analyticsWords } from "./words/index.ts";
import { PeriodControls, Select } from "./controls.tsx";
import { Filters } from "./filters.tsx";
import { useFreshFigures } from "./fresh.ts";
import type { Option } from "./places.ts";
import type { Series } from "./series.ts";
import { SeriesFigure } from "./series-figure.tsx";
import { Subjects } from "./subjects.tsx";
import { toRequest, useView, writeView, type SubjectKind, type View } from "./view.ts";

type Measure = Series["measure"];

export function MeasurePage({ me, values }: PageProps) {
  const texts = analyticsWords.use();
  const today = toIsoDay(Date.now(), me.zone);
  const name = values["measure"] ?? "";
  const [view, change] = useView("month", today);
  const { branch, group, course, by } = view;
  const filters = Object.fromEntries(Object.entries({ by, branch, group, course }).filter(([, value]) => value));
  const query = { measure: name, ...toRequest(view), ...filters };
  const series = useLoad(() => talim.api.get("/analytics/series/", { query }), [JSON.stringify(query)]);
  useFreshFigures(series, [name]);
  const measures = useLoad(async () => (await talim.api.get("/analytics/measures/")).measures, []);
  const measure = measures.value?.find((one) => one.name === name);
  return (
    <div class="analytics">
      <p class="back">
        <Link to={`analytics${writeView({ step: view.step, from: view.from, to: view.to, branch })}`}>
          ← {texts.toAll}
        </Link>
      </p>
      <h1>{measure?.label ?? texts.title}</h1>
      <div class="table-tools labelled">
        {measures.value ? (
          <Select
            label={texts.measure}
            value={name}
            options={measures.value.map(({ name: other, label }): Option => [other, label])}
            choose={(other) =>
              navigate(
                `analytics/${other}${writeView(
                  fitView(
                    view,
                    measures.value?.find((one) => one.name === other),
                  ),
                )}`,
              )
            }
          />
        ) : measures.error ? (
          <LoadProblem of={measures} />
        ) : null}
        <PeriodControls view={view} change={change} today={today} shown={series.value} />
        {measure ? <Filters measure={measure} view={view} change={change} me={me} /> : null}
        <button type="button" onClick={() => print()}>
          {texts.print}
        </button>
      </div>
      <Loading of={series}>{(shown) => <Shown series={shown} view={view} me={me} />}</Loading>
    </div>
  );
}

/** A view without what another measure is not counted by. */
function fitView(view: View, measure: Measure | undefined): View {
  const has = (kind: string) => !measure || measure.by.some((one) => one === kind);
  return {
    ...view,
    by: has(view.by) ? view.by : "",
    group: has("group") ? view.group : "",
    course: has("course") ? view.course : "",
  };
}

function Shown({ series, view, me }: { series: Series; view: View; me: Person }) {
  const texts = analyticsWords.use();
  const { hasPage } = usePersonPages();
  const linkTo = useDrill(series, view, me);
  const group = view.group ? linkToGroup(view.group, hasPage, me) : undefined;
  return (
    <>
      <SeriesFigure series={series} view={view} me={me} />
      {series.by ? (
        <section class="figure">
          <Subjects series={series} linkTo={linkTo} />
        </section>
      ) : null}
      {group ? (
        <p>
          <Link to={group}>{texts.openGroup}</Link>
        </p>
      ) : null}
    </>
  );
}

function linkToGroup(id: string, hasPage: (me: Person, address: string) => boolean, me: Person): string | undefined {
  return [`groups/${id}`, `group/${id}`].find((to) => hasPage(me, to));
}

/** Where a bar leads: a group to its page with its people, a branch or a course to its groups. */
function useDrill({ measure, by }: Series, view: View, me: Person): (key: string) => string | undefined {
  const { hasPage } = usePersonPages();
  return (key) => {
    if (by === "group") return linkToGroup(key, hasPage, me);
    const inside: SubjectKind | "" = measure.by.includes("group") ? "group" : "";
    if (by === null || (by === "course" && !inside)) return undefined;
    return `analytics/${measure.name}${writeView({ ...view, [by]: key, by: inside })}`;
  };
}
