/** When a report is made again, and who gets it: of a report that is there, of a new one, or of a schedule that is changed. */

import { talim, type Person } from "../../talim.ts";
import { ChoiceField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickManyField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { reportWords } from "./words/index.ts";
import type { Draft, ReportFormat, Schedule } from "./data.ts";

const FORMATS: readonly ReportFormat[] = ["xlsx", "csv", "pdf"];
const LAST_DAY = 28;

interface ScheduleFormProps {
  me: Person;
  of: Draft | Schedule;
  close: () => void;
  onDone: () => void;
}

export function ScheduleForm({ me, of, close, onDone }: ScheduleFormProps) {
  const words = useWords();
  const texts = reportWords.use();
  const schedule = "receivers" in of ? of : undefined;
  const form = useForm({
    initial: {
      name: of.name,
      how: schedule?.month_day ? "month" : ("week" as "week" | "month"),
      weekday: String(schedule?.weekday ?? 1),
      month_day: String(schedule?.month_day ?? 1),
      hour: String(schedule?.hour ?? 8),
      format: of.format as string,
      receivers: (
        schedule?.receivers ?? [{ id: me.id, full_name: [me.first_name, me.last_name].filter(Boolean).join(" ") }]
      ).map(({ id, full_name }): Pick => ({ id, label: full_name })),
    },
    send: async ({ name, how, weekday, month_day, hour, format, receivers }, key) => {
      const body = {
        name,
        address: dropDays(of),
        format: FORMATS.find((one) => one === format) ?? "xlsx",
        weekday: how === "week" ? Number(weekday) : null,
        month_day: how === "month" ? Number(month_day) : null,
        hour: Number(hour),
        receivers: receivers.map(({ id }) => id),
      };
      if (schedule) await talim.api.patch("/analytics/report-schedules/{id}/", { path: { id: schedule.id }, body });
      else await talim.api.post("/analytics/report-schedules/", { body, idempotencyKey: key });
    },
    onDone: () => {
      showNotice(texts.saved);
      onDone();
    },
  });
  const count = (most: number, first = 1) => Array.from({ length: most }, (_, place) => String(place + first));
  return (
    <Form of={form} word={texts.save} label={`${texts.repeat}: ${of.name}`} close={close}>
      <TextField of={form} name="name" label={texts.name} maxLength={100} required />
      <ChoiceField
        of={form}
        name="how"
        label={texts.how}
        options={(["week", "month"] as const).map((value) => ({ value, label: texts.hows[value] }))}
        required
      />
      <FieldRow>
        {form.values.how === "week" ? (
          <SelectField
            of={form}
            name="weekday"
            label={texts.weekday}
            options={count(7).map((value) => ({ value, label: words.days.week[Number(value) % 7] ?? "" }))}
            required
          />
        ) : (
          <SelectField
            of={form}
            name="month_day"
            label={texts.monthDay}
            options={count(LAST_DAY).map((value) => ({ value, label: value }))}
            required
          />
        )}
        <SelectField
          of={form}
          name="hour"
          label={texts.hour}
          hint={texts.hourHint}
          options={count(24, 0).map((value) => ({ value, label: formatHour(Number(value)) }))}
          required
        />
        <SelectField
          of={form}
          name="format"
          label={texts.format}
          options={FORMATS.map((value) => ({ value, label: value.toUpperCase() }))}
          required
        />
      </FieldRow>
      {me.permissions.includes("accounts.view_people") ? (
        <PickManyField
          of={form}
          name="receivers"
          label={texts.receivers}
          hint={texts.receiversHint}
          find={findPeople()}
          required
        />
      ) : null}
    </Form>
  );
}

/** A figure that is made again is of the newest days, not of those that were shown once. */
function dropDays({ table, address }: Draft): string {
  const [path, query] = address.split("?");
  if (table !== "analytics_series" || !query) return address;
  const kept = [...new URLSearchParams(query)].filter(([name]) => name !== "from" && name !== "to");
  return `${path}?${new URLSearchParams(kept).toString()}`;
}

export function formatHour(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}
