/** What an own figure shows: measures, how they are split and filtered, the days, and with whom it is shared. */

import type { Answer } from "@talim/client";
import { talim, type Person } from "../talim.ts";
import { ChecksField, ChoiceField, DateField, SelectField } from "../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../ui/form/form.tsx";
import { TextField } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { analyticsWords } from "./words/index.ts";
import { usePlaces, type Places } from "./places.ts";
import type { Series } from "./series.ts";
import type { Step, SubjectKind } from "./view.ts";

export type OwnFigure = Answer<"/analytics/own-figures/{id}/", "get">;

const KINDS: readonly SubjectKind[] = ["branch", "course", "group"];
const STEPS: readonly Step[] = ["day", "week", "month"];
const PERIODS = ["last_30_days", "last_12_weeks", "last_12_months", "this_month", "this_year", "fixed"] as const;
const CHARTS = ["auto", "bar", "line", "table"] as const;
const ROLES = ["admin", "manager", "teacher"] as const;

interface Props {
  me: Person;
  /** The one that is changed. */
  figure?: OwnFigure;
  close: () => void;
  onDone: (saved: OwnFigure) => void;
}

export function FigureForm(props: Props) {
  const measures = useLoad(async () => (await talim.api.get("/analytics/measures/")).measures, []);
  const places = usePlaces(props.me, KINDS);
  return (
    <Loading of={measures}>
      {(all) => <Loading of={places}>{(found) => <Fields {...props} measures={all} places={found} />}</Loading>}
    </Loading>
  );
}

function Fields({
  me,
  figure,
  close,
  onDone,
  measures,
  places,
}: Props & { measures: Series["measure"][]; places: Places }) {
  const texts = analyticsWords.use();
  const { own } = texts;
  const form = useForm({
    initial: {
      name: figure?.name ?? "",
      measures: figure?.measures ?? ([] as string[]),
      by: figure?.by ?? ("" as SubjectKind | ""),
      step: figure?.step ?? ("week" as Step),
      branch: figure?.branch ?? "",
      course: figure?.course ?? "",
      group: figure?.group ?? "",
      period: figure?.period ?? ("last_12_weeks" as (typeof PERIODS)[number]),
      first_day: figure?.first_day ?? "",
      last_day: figure?.last_day ?? "",
      chart: figure?.chart ?? ("auto" as (typeof CHARTS)[number]),
      shared_with: figure?.shared_with ?? ([] as (typeof ROLES)[number][]),
    },
    send: (values): Promise<OwnFigure> => {
      const fit = (kind: SubjectKind): string | null => (fits(kind) && values[kind] ? values[kind] : null);
      const isFixed = values.period === "fixed";
      const body = {
        ...values,
        by: values.by && fits(values.by) ? values.by : null,
        branch: fit("branch"),
        course: fit("course"),
        group: fit("group"),
        first_day: isFixed ? values.first_day || null : null,
        last_day: isFixed ? values.last_day || null : null,
      };
      return figure
        ? talim.api.patch("/analytics/own-figures/{id}/", { path: { id: figure.id }, body })
        : talim.api.post("/analytics/own-figures/", { body });
    },
    onDone: (saved) => {
      showNotice(own.saved);
      onDone(saved);
    },
  });
  const chosen = measures.filter(({ name }) => form.values.measures.includes(name));
  const fits = (kind: SubjectKind): boolean => chosen.every(({ by }) => by.includes(kind));
  const every: Record<SubjectKind, string> = {
    branch: texts.allBranches,
    course: texts.allCourses,
    group: texts.allGroups,
  };
  const filters = KINDS.filter((kind) => fits(kind) && places[kind].length > (kind === "branch" ? 1 : 0));
  return (
    <Form of={form} word={own.save} label={figure ? `${own.change}: ${figure.name}` : own.add} close={close}>
      <TextField of={form} name="name" label={own.name} maxLength={100} required />
      <ChecksField
        of={form}
        name="measures"
        label={texts.measure}
        hint={own.measuresHint}
        options={measures.map(({ name, label }) => ({ value: name, label }))}
        required
      />
      <FieldRow>
        <SelectField
          of={form}
          name="by"
          label={texts.by}
          options={[
            { value: "", label: texts.bys[""] },
            ...KINDS.filter(fits).map((kind) => ({ value: kind, label: texts.bys[kind] })),
          ]}
        />
        {filters.map((kind) => (
          <SelectField
            key={kind}
            of={form}
            name={kind}
            label={texts.subject[kind]}
            options={[{ value: "", label: every[kind] }, ...places[kind].map(([value, label]) => ({ value, label }))]}
          />
        ))}
      </FieldRow>
      <FieldRow>
        <SelectField
          of={form}
          name="period"
          label={own.period}
          options={PERIODS.map((value) => ({ value, label: own.periods[value] }))}
          required
        />
        <SelectField
          of={form}
          name="step"
          label={texts.step}
          options={STEPS.map((value) => ({ value, label: texts.steps[value] }))}
          required
        />
      </FieldRow>
      {form.values.period === "fixed" ? (
        <FieldRow>
          <DateField of={form} name="first_day" label={texts.from} min="2000-01-01" required />
          <DateField of={form} name="last_day" label={texts.to} min="2000-01-01" required />
        </FieldRow>
      ) : null}
      <ChoiceField
        of={form}
        name="chart"
        label={own.chart}
        options={CHARTS.map((value) => ({ value, label: own.charts[value] }))}
        required
      />
      {me.permissions.includes("analytics.platform") ? (
        <ChecksField
          of={form}
          name="shared_with"
          label={own.share}
          hint={own.shareHint}
          options={ROLES.map((value) => ({ value, label: own.roles[value] }))}
        />
      ) : null}
    </Form>
  );
}
