/** What a change would meet and whom it would reach, shown before it is saved. */

import type { Answer } from "@talim/client";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { CheckField } from "../../ui/form/choice-fields.tsx";
import type { FormState } from "../../ui/form/use-form.ts";
import { useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { timetableWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";
import { toTime } from "./moments.ts";

export type Check = Answer<"/lessons/check/", "get">;

export interface CheckedChange {
  lesson?: string;
  group?: string;
  starts_at?: string;
  ends_at?: string;
  room?: string;
  teacher?: string;
}

/** Undefined until the answer is there, and for a change that is not complete or possible. */
export function useCheck(change: CheckedChange | undefined): Check | undefined {
  const asked = JSON.stringify(change);
  const { value, stale } = useLoad(
    async () => (change ? await talim.api.get("/lessons/check/", { query: change }).catch(() => undefined) : undefined),
    [asked],
  );
  return stale ? undefined : value;
}

/** A clash by pupils alone refuses nothing. */
export function isRefused(check: Check | undefined): boolean {
  return Boolean(check?.holiday || check?.clashes.some(({ by }) => by !== "pupil"));
}

export function Recipients({ check }: { check: Check | undefined }) {
  const words = useWords();
  const texts = timetableWords.use();
  if (!check) return <p class="state quiet told">{words.loading}</p>;
  const { pupils, parents, teachers } = check.recipients;
  return (
    <p class="state told" role="status">
      <Icon name="messages" />
      {pupils + parents + teachers.length ? texts.told(pupils, parents, teachers) : texts.toldNobody}
    </p>
  );
}

export function Clashes({ check, zone }: { check: Check | undefined; zone: string }) {
  const words = useWords();
  const texts = timetableWords.use();
  // As high as the answer, so that nothing below moves when it comes.
  if (!check) return <p class="state quiet">{words.loading}</p>;
  if (!check.clashes.length && !check.holiday) {
    return (
      <p class="state" role="status">
        <Icon name="good" />
        {texts.noClash}
      </p>
    );
  }
  return (
    <ul class="clashes" role="alert">
      {check.holiday ? (
        <li class="state warn">
          <Icon name="warning" />
          <span>{texts.holiday(check.holiday)}</span>
        </li>
      ) : null}
      {check.clashes.map(({ by, names, group_name, starts_at, ends_at }) => (
        <li key={`${by} ${starts_at} ${group_name}`} class="state warn">
          <Icon name="warning" />
          <span>
            {texts.clash[by]?.(names.join(", "))}: {group_name} {formatDayTime(starts_at, zone, words)}–
            {toTime(ends_at, zone)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Save it in spite of a clash: only where there is one, and for who may. */
export function ForceField<T extends { force: boolean }>({
  of,
  check,
  me,
}: {
  of: FormState<T & Record<string, unknown>>;
  check: Check | undefined;
  me: Person;
}) {
  const texts = timetableWords.use();
  if (!isRefused(check) || !hasPermission(me, "lessons.force")) return null;
  return <CheckField of={of} name="force" label={texts.force} />;
}
