/** One pupil of a register: the name, a button for each status, and how late. */

import { useState } from "preact/hooks";
import { Icon, type IconName } from "../ui/icon.tsx";
import { getLanguage, useWords } from "../words/index.ts";
import { getMinutesLate, MAX_LATE_MINUTES, getDisplayedMark, stepMinutes, type RegisterRow, type RowState, type Status, type UnsentMark } from "./register.ts";

const SIGNS: Record<Exclude<Status["counts_as"], "late">, string> = { present: "✓", absent: "–", excused: "○" };
const PICTURES: Partial<Record<RowState, IconName>> = { saved: "good", waiting: "clock", refused: "warning" };

interface Props {
  row: RegisterRow;
  waiting: UnsentMark | undefined;
  statuses: Status[];
  /** When the lesson begins. */
  starts: string;
  takes: boolean;
  put: (status: string, minutes?: number | null) => void;
  drop: (mark: UnsentMark) => void;
}

export function PupilRow({ row, waiting, statuses, starts, takes, put, drop }: Props) {
  const words = useWords();
  const w = words.teacher.register;
  const [open, ask] = useState<string | null>(null);
  const [draft, type] = useState<string | null>(null);
  const { status, minutes, state } = getDisplayedMark(row, waiting);
  const name = row.student.full_name;
  const picture = PICTURES[state];
  const isLate = (code: string | null) => statuses.some((item) => item.code === code && item.counts_as === "late");
  const asked = open !== null && takes && (open === status || draft !== null);
  const close = () => {
    ask(null);
    type(null);
  };
  const tap = (code: string) => {
    if (code !== status || state === "refused") {
      close();
      put(code);
    } else if (isLate(code)) {
      if (asked) close();
      else ask(code);
      if (!asked && minutes === null) put(code, getMinutesLate(starts, Date.now()));
    }
  };
  return (
    <li class={`${state}${asked ? " asked" : ""}`}>
      <span class="name">
        {picture ? <Icon name={picture} /> : null}
        {name}
        {row.standing === "guest" ? <em class="small"> {w.guest}</em> : null}
        <span class="unseen"> {w.states[state]}</span>
      </span>
      <span class="statuses" role="group" aria-label={name}>
        {statuses.map((item) => (
          <button
            key={item.code}
            type="button"
            disabled={!takes || row.standing === "former"}
            class={`${item.counts_as}${row.suggested === item.code && !status ? " suggested" : ""}`}
            aria-pressed={item.code === status}
            aria-expanded={item.code === status && isLate(item.code) ? asked : undefined}
            onClick={() => tap(item.code)}
          >
            <span aria-hidden="true">
              <Sign of={item.counts_as} />
            </span>
            <span class="word-of">{nameOf(item)}</span>
            {item.code === status && minutes !== null ? (
              <span class="number">
                {minutes}
                <span aria-hidden="true">′</span>
                <span class="unseen"> {w.minutes}</span>
              </span>
            ) : null}
          </button>
        ))}
      </span>
      {asked ? (
        <LateDialog
          name={name}
          minutes={minutes}
          draft={draft}
          type={type}
          put={(next) => put(open, next)}
          close={close}
        />
      ) : null}
      {waiting?.refused !== undefined ? (
        <span class="why" role="alert">
          {waiting.refused || w.takenAway}{" "}
          <button type="button" class="plain" onClick={() => drop(waiting)}>
            {words.close}
          </button>
        </span>
      ) : null}
    </li>
  );
}

interface LateDialogProps {
  name: string;
  minutes: number | null;
  /** What is being typed; null for nothing. */
  draft: string | null;
  type: (draft: string | null) => void;
  put: (minutes: number | null) => void;
  close: () => void;
}

/**
 * Five minutes more or less, or any number in the field; without a number it is not known how late. What is being typed
 * stays until it is typed, whatever somebody else marks meanwhile; what is no such number goes back to what it was.
 */
function LateDialog({ name, minutes, draft, type, put, close }: LateDialogProps) {
  const words = useWords();
  const w = words.teacher.register;
  const typed = ({ value, validity }: HTMLInputElement) => {
    type(null);
    if (validity.badInput) return;
    const given = value === "" ? null : Number(value);
    if (given === null || (Number.isInteger(given) && given >= 1 && given <= MAX_LATE_MINUTES)) put(given);
  };
  return (
    <span class="how-late" role="group" aria-label={`${name}: ${w.howLate}`}>
      <button type="button" aria-label={w.earlier} disabled={minutes === null} onClick={() => put(stepMinutes(minutes, -1))}>
        −
      </button>
      <input
        type="number"
        inputMode="numeric"
        min={1}
        max={MAX_LATE_MINUTES}
        aria-label={w.howLate}
        value={draft ?? minutes ?? ""}
        onInput={(event) => type(event.currentTarget.value)}
        onChange={(event) => typed(event.currentTarget)}
        onBlur={() => type(null)}
      />
      <span aria-hidden="true">{w.minutes}</span>
      <button type="button" aria-label={w.later} onClick={() => put(stepMinutes(minutes, 1))}>
        +
      </button>
      <button type="button" class="plain" onClick={close}>
        {words.close}
      </button>
    </span>
  );
}

/** The sign of a presence. For "late" a picture: its letter is too small in most typefaces. */
export function Sign({ of: presence }: { of: Status["counts_as"] }) {
  return presence === "late" ? <Icon name="late" /> : <>{SIGNS[presence]}</>;
}

/** A status in the language that is spoken, else in any. */
export function nameOf(status: Status): string {
  return status.name[getLanguage()] || Object.values(status.name).find(Boolean) || status.code;
}
