/** The group of a new pupil, how it begins there, and an own price. */

import { useEffect } from "preact/hooks";
import { formatDayTime, formatMoney } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ChoiceField, DateField } from "../../ui/form/choice-fields.tsx";
import { FieldGroup, FieldRow } from "../../ui/form/form.tsx";
import { PickField } from "../../ui/form/pick-field.tsx";
import { findGroups } from "../../ui/form/picks.ts";
import { MoneyField, TextField } from "../../ui/form/text-fields.tsx";
import type { FormState } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import type { EnrolValues } from "./enrolment.ts";

/** How many of the group's next lessons are told: they show on which days it meets. */
const NEXT_LESSONS = 3;

async function fetchNextLessons(group: string) {
  const query = {
    group,
    from: new Date().toISOString(),
    status: "planned" as const,
    ordering: "starts_at",
    page_size: NEXT_LESSONS,
  };
  return (await talim.api.get("/lessons/", { query })).results;
}

export function PlaceFields({ of: form, me }: { of: FormState<EnrolValues>; me: Person }) {
  const words = useWords();
  const { enrol: texts, member } = pupilsWords.use();
  const id = form.values.group?.id;
  const loaded = useLoad(async () => (id ? talim.api.get("/courses/groups/{id}/", { path: { id } }) : null), [id]);
  const group = loaded.stale ? null : loaded.value;
  const next = useLoad(() => (id ? fetchNextLessons(id) : Promise.resolve([])), [id]);
  const moments = (next.stale ? [] : (next.value ?? [])).map((lesson) =>
    formatDayTime(lesson.starts_at, lesson.zone, words),
  );
  const currency = group?.price?.currency;
  useEffect(() => {
    if (currency && currency !== form.values.currency) form.set("currency", currency);
  }, [currency]);
  const free = group ? group.capacity - group.members_count : 0;
  const states = (["active", "trial"] as const).map((value) => ({ value, label: texts[value] }));
  return (
    <FieldGroup title={texts.group}>
      <PickField of={form} name="group" label={member.group} hint={texts.groupHelp} find={findGroups} />
      {group ? (
        <>
          <p class="state" role="status">
            <Icon name={free > 0 ? "good" : "warning"} />
            {free > 0 ? texts.places(free) : texts.noPlace}
            {group.price ? <span class="quiet"> {texts.groupPrice(formatMoney(group.price, words))}</span> : null}
          </p>
          {moments.length ? <p class="quiet">{texts.nextLessons(moments.join(", "))}</p> : null}
          {free > 0 ? (
            <>
              <FieldRow>
                <ChoiceField of={form} name="status" label={texts.startsAs} options={states} required />
                <DateField of={form} name="joined_on" label={texts.joinedOn} />
              </FieldRow>
              {hasPermission(me, "payments.price") ? (
                <FieldRow>
                  <MoneyField
                    of={form}
                    name="price"
                    label={texts.ownPrice}
                    hint={texts.ownPriceHelp}
                    currency={form.values.currency}
                  />
                  {form.values.price === null ? null : (
                    <TextField of={form} name="price_reason" label={texts.priceReason} required />
                  )}
                </FieldRow>
              ) : null}
            </>
          ) : null}
        </>
      ) : null}
    </FieldGroup>
  );
}
