/** A trial lesson of a real group: on a day on which it has one. */

import { useEffect } from "preact/hooks";
import { addDays, formatDayTime, toIsoDay } from "../format.ts";
import { talim } from "../talim.ts";
import { SelectField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { PickField } from "../ui/form/pick-field.tsx";
import { findGroups } from "../ui/form/picks.ts";
import { useForm } from "../ui/form/use-form.ts";
import { useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { useWords } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { AccountFields, readAccount, writeAccount } from "./account-fields.tsx";
import { toPick, type LeadProps } from "./data.ts";
import { throwNamed } from "./field-names.ts";

const DAYS_AHEAD = 28;

export function TrialForm({ lead, me, close, onChanged }: LeadProps & { close: () => void }) {
  const words = useWords();
  const { flow: texts } = leadsWords.use();
  const form = useForm({
    initial: { group: toPick(lead.group), day: "", ...readAccount(lead) },
    send: ({ group, day, ...account }, key) =>
      talim.api
        .post("/leads/{id}/trial/", {
          path: { id: lead.id },
          body: { group: group?.id ?? "", day, ...writeAccount(account, lead) },
          idempotencyKey: key,
        })
        .catch(throwNamed),
    onDone: (booked) => {
      showNotice(texts.trialBooked);
      onChanged(booked);
    },
  });
  const group = form.values.group?.id;
  useEffect(() => {
    if (form.values.day) form.set("day", "");
  }, [group]);
  const lessons = useLoad(async () => {
    if (!group) return [];
    // The day before, too: in the zone of the group it may still be that day.
    const from = addDays(toIsoDay(Date.now(), me.zone), -1);
    const query = { group, from, to: addDays(from, DAYS_AHEAD + 1), page_size: 100, ordering: "starts_at" };
    const { results } = await talim.api.get("/lessons/", { query });
    return results.filter(
      ({ status, starts_at: at, zone }) => status !== "cancelled" && toIsoDay(at, zone) >= toIsoDay(Date.now(), zone),
    );
  }, [group]);
  const days = new Map(
    (lessons.value ?? []).map(({ starts_at: at, zone }) => [toIsoDay(at, zone), formatDayTime(at, zone, words)]),
  );
  return (
    <Form of={form} word={texts.bookTrial} label={texts.bookTrial} close={close}>
      <PickField of={form} name="group" label={texts.group} find={findGroups} required />
      <SelectField
        of={form}
        name="day"
        label={texts.lessonDay}
        hint={
          group ? (lessons.value && !lessons.stale && !days.size ? texts.noLessons : undefined) : texts.chooseGroupFirst
        }
        options={[...days].map(([value, label]) => ({ value, label }))}
        required
      />
      <AccountFields of={form} lead={lead} me={me} />
    </Form>
  );
}
