/** Small parts of the pages about leads. */

import { useEffect, useState } from "preact/hooks";
import { getServerTime } from "../clock.ts";
import { formatDayTime, formatPhone } from "../format.ts";
import type { Person } from "../talim.ts";
import { DateField } from "../ui/form/choice-fields.tsx";
import { FieldRow } from "../ui/form/form.tsx";
import { TextField } from "../ui/form/text-fields.tsx";
import type { FormState } from "../ui/form/use-form.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { useWords } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { toTime } from "../lessons/timetable/moments.ts";
import { formatLeft, getClaim, isOverdue, type Lead, type StepFields } from "./data.ts";

const STATE_ICONS: Record<string, IconName> = { open: "clock", converted: "good", lost: "close", merged: "link" };

export function LeadState({ lead }: { lead: Lead }) {
  const texts = leadsWords.use();
  const why = lead.loss_reason ? ` · ${texts.reasonsOfLoss[lead.loss_reason] ?? lead.loss_reason}` : "";
  return (
    <span class="state">
      <Icon name={STATE_ICONS[lead.state] ?? "clock"} />
      {texts.states[lead.state]}
      {why}
    </span>
  );
}

export function Phones({ phones }: { phones: string[] }) {
  const texts = leadsWords.use();
  if (!phones.length) return <>{texts.none}</>;
  return (
    <span class="lead-phones">
      {phones.map((phone) => (
        <a key={phone} href={`tel:${phone}`}>
          {formatPhone(phone)}
        </a>
      ))}
    </span>
  );
}

export function NextStep({ lead, zone }: { lead: Lead; zone: string }) {
  const words = useWords();
  const texts = leadsWords.use();
  if (!lead.next_step_at) return <span class="quiet">{texts.noStep}</span>;
  const when = formatDayTime(lead.next_step_at, zone, words);
  return (
    <span class="state">
      <Icon name={isOverdue(lead) ? "warning" : "calendar"} />
      <span>
        {lead.next_step} · {when}
        {isOverdue(lead) ? ` · ${texts.overdue}` : ""}
      </span>
    </span>
  );
}

/** Whether anybody calls the lead now; the own claim with the time that it has left. */
export function ClaimState({ lead, me, onEnd }: { lead: Lead; me: Person; onEnd?: () => void }) {
  const texts = leadsWords.use();
  const claim = getClaim(lead, me);
  const until = lead.claimed_until ? Date.parse(lead.claimed_until) : 0;
  const [, tick] = useState(0);
  useEffect(() => {
    if (claim === "none") return undefined;
    const timer = setInterval(() => {
      tick((n) => n + 1);
      if (getServerTime() >= until) onEnd?.();
    }, 1000);
    return () => clearInterval(timer);
  }, [claim, until]);
  if (claim === "none") return null;
  return (
    <p class={claim === "mine" ? "notice" : "notice near"} role="status">
      <Icon name="phone" />
      <span>
        {claim === "mine" ? (
          <span aria-live="off">{texts.youCall(formatLeft(until - getServerTime()))}</span>
        ) : (
          texts.otherCalls(lead.claimed_by?.full_name ?? "", toTime(lead.claimed_until ?? "", me.zone))
        )}
      </span>
    </p>
  );
}

/** The own claim has ended before the call was written down. */
export function ClaimEnded() {
  const texts = leadsWords.use();
  return (
    <p class="notice near" role="status">
      <Icon name="warning" />
      <span>{texts.claimEnded}</span>
    </p>
  );
}

/** What is to be done next, with its day and time. */
export function StepFieldsRow<T extends StepFields>({ of: form, today }: { of: FormState<T>; today: string }) {
  const texts = leadsWords.use();
  const field = form as unknown as FormState<StepFields>;
  return (
    <FieldRow>
      <TextField of={field} name="next_step" label={texts.stepText} maxLength={200} />
      <DateField of={field} name="step_day" label={texts.stepDay} min={today} />
      <DateField of={field} name="step_time" label={texts.stepTime} time />
    </FieldRow>
  );
}
