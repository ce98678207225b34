/** A new schedule: of a measure, of own figures, or of a list; then when it is made and who gets it. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Select } from "../controls.tsx";
import { Filters } from "../filters.tsx";
import { usePlaces } from "../places.ts";
import { readView, type View } from "../view.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { Choice } from "../../ui/choice.tsx";
import { Loading, LoadProblem, useLoad } from "../../ui/load.tsx";
import { analyticsWords } from "../words/index.ts";
import { reportWords } from "./words/index.ts";
import type { Draft } from "./data.ts";
import { ScheduleForm } from "./schedule-form.tsx";

/** Lists that are often wanted; any other is repeated from its own page. */
const LISTS = {
  groups: ["/courses/groups/", { status: "open" }, "groups.read"],
  pupils: ["/auth/users/", { role: "student" }, "accounts.view_people"],
  overdue: ["/payments/", { overdue: "true" }, "payments.read"],
  unpaid: ["/payments/", { open: "true" }, "payments.read"],
  payments: ["/payments/", {}, "payments.read"],
  leads: ["/leads/", {}, "leads.read"],
  tickets: ["/support/tickets/", { is_active: "true" }, "support.work"],
} as const satisfies Record<string, readonly [path: string, filters: Record<string, string>, permission: string]>;
type ListName = keyof typeof LISTS;
/** People have no branch of their own in their list. */
const WITHOUT_BRANCH: readonly ListName[] = ["pupils"];

interface Props {
  me: Person;
  close: () => void;
  onDone: () => void;
}

interface PartProps {
  me: Person;
  /** The rest of the form, once it is known what is made. */
  form: (draft: Draft) => ComponentChildren;
}

export function NewSchedule({ me, close, onDone }: Props) {
  const texts = reportWords.use();
  const seesFigures = me.permissions.includes("analytics.view");
  const [what, setWhat] = useState<"measure" | "figure" | "list">(seesFigures ? "measure" : "list");
  const Part = { measure: OfMeasure, figure: OfFigure, list: OfList }[what];
  return (
    <section class="card" aria-labelledby="new-schedule">
      <h3 id="new-schedule">{texts.newSchedule}</h3>
      {seesFigures ? <Choice label={texts.what} options={texts.whats} chosen={what} choose={setWhat} /> : null}
      <Part
        me={me}
        form={(draft) => <ScheduleForm key={draft.address} me={me} of={draft} close={close} onDone={onDone} />}
      />
    </section>
  );
}

function writeAddress(path: string, values: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value)).toString();
  return query ? `${path}?${query}` : path;
}

function OfMeasure({ me, form }: PartProps) {
  const texts = analyticsWords.use();
  const [name, setName] = useState("");
  const [view, setView] = useState<View>(() => readView("", "week"));
  const change = (values: Partial<View>) => setView({ ...view, ...values });
  const measures = useLoad(async () => (await talim.api.get("/analytics/measures/")).measures, []);
  return (
    <Loading of={measures}>
      {(all) => {
        const measure = all.find((one) => one.name === name) ?? all[0];
        if (!measure) return <p class="empty">{texts.none}</p>;
        const { step, by, branch, group, course } = view;
        const address = writeAddress("/analytics/series/", { measure: measure.name, step, by, branch, group, course });
        return (
          <>
            <div class="table-tools labelled">
              <Select
                label={texts.measure}
                value={measure.name}
                options={all.map((one): [string, string] => [one.name, one.label])}
                choose={(other) => (setName(other), change({ by: "", group: "", course: "" }))}
              />
              <Choice
                label={texts.step}
                options={texts.steps}
                chosen={step}
                choose={(chosen) => change({ step: chosen })}
              />
              <Filters measure={measure} view={view} change={change} me={me} />
            </div>
            {form({ name: measure.label, address, table: "analytics_series", format: "xlsx" })}
          </>
        );
      }}
    </Loading>
  );
}

function OfFigure({ form }: PartProps) {
  const texts = reportWords.use();
  const [id, setId] = useState("");
  const figures = useLoad(
    () => fetchAllPages((page) => talim.api.get("/analytics/own-figures/", { query: { page, page_size: 100 } })),
    [],
  );
  return (
    <Loading of={figures}>
      {(all) => {
        const figure = all.find((one) => one.id === id) ?? all[0];
        if (!figure) return <p class="empty">{texts.noFigures}</p>;
        return (
          <>
            <div class="table-tools labelled">
              <Select
                label={texts.whats.figure}
                value={figure.id}
                options={all.map((one): [string, string] => [one.id, one.name])}
                choose={setId}
              />
            </div>
            {form({
              name: figure.name,
              address: `/analytics/own-figures/${figure.id}/result/`,
              table: "own_figures_show",
              format: "xlsx",
            })}
          </>
        );
      }}
    </Loading>
  );
}

function OfList({ me, form }: PartProps) {
  const texts = reportWords.use();
  const words = analyticsWords.use();
  const names = (Object.keys(LISTS) as ListName[]).filter((name) => me.permissions.includes(LISTS[name][2]));
  const [chosen, setChosen] = useState<ListName>();
  const [branch, setBranch] = useState("");
  const places = usePlaces(me, ["branch"]);
  const name = chosen ?? names[0];
  if (!name) return <p class="empty">{texts.noLists}</p>;
  const [path, filters] = LISTS[name];
  const branches = WITHOUT_BRANCH.includes(name) ? [] : (places.value?.branch ?? []);
  const address = writeAddress(path, { ...filters, branch: branches.length > 1 ? branch : "" });
  return (
    <>
      <div class="table-tools labelled">
        <Select
          label={texts.whats.list}
          value={name}
          options={names.map((one): [string, string] => [one, texts.lists[one]])}
          choose={(value) => setChosen(names.find((one) => one === value))}
        />
        {branches.length > 1 ? (
          <Select
            label={words.branch}
            value={branch}
            options={[["", words.allBranches], ...branches]}
            choose={setBranch}
          />
        ) : null}
      </div>
      {places.error ? <LoadProblem of={places} /> : null}
      <p class="quiet">{texts.otherLists}</p>
      {form({ name: texts.lists[name], address, table: "", format: "xlsx" })}
    </>
  );
}
