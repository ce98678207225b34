/** One pupil of a register: the name, a button for each status, and how late. */

import { useId, useState } from "preact/hooks";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { getLanguage, useWords } from "../../words/index.ts";
import { getDisplayedMark, type RegisterRow, type RowState, type Status, type UnsentMark } from "./register.ts";

const SIGNS: Record<Exclude<Status["counts_as"], "late">, string> = { present: "✓", absent: "–", excused: "○" };
const PICTURES: Partial<Record<RowState, IconName>> = { saved: "good", waiting: "clock", refused: "warning" };

interface Props {
  row: RegisterRow;
  waiting: UnsentMark | undefined;
  statuses: Status[];
  /** How many minutes the lesson lasts: nobody is later. */
  longest: number;
  takes: boolean;
  put: (status: string, minutes?: number | null) => void;
  drop: (mark: UnsentMark) => void;
}

export function PupilRow({ row, waiting, statuses, longest, takes, put, drop }: Props) {
  const words = useWords();
  const w = words.teacher.register;
  const [typing, setTyping] = useState<string | null>(null);
  const { status, minutes, state } = getDisplayedMark(row, waiting);
  const name = row.student.full_name;
  const picture = PICTURES[state];
  const canMark = takes && row.standing !== "former";
  const isLate = statuses.some((item) => item.code === status && item.counts_as === "late");
  const late = canMark ? (typing ?? (isLate ? status : null)) : null;
  const tap = (code: string) => {
    setTyping(null);
    if (code !== status || state === "refused") put(code);
  };
  return (
    <li class={state}>
      <span class="name">
        {picture ? <Icon name={picture} /> : null}
        {name}
        {row.standing === "guest" ? <em class="small"> {w.guest}</em> : null}
        <span class="unseen"> {w.states[state]}</span>
      </span>
      {late === null ? null : (
        <LateField
          name={name}
          minutes={minutes}
          longest={longest}
          put={(next) => put(late, next)}
          setTyping={(is) => setTyping(is ? late : null)}
        />
      )}
      <span class="statuses" role="group" aria-label={name}>
        {statuses.map((item) => (
          <button
            key={item.code}
            type="button"
            disabled={!canMark}
            class={`${item.counts_as}${row.suggested === item.code && !status ? " suggested" : ""}`}
            aria-pressed={item.code === status}
            onClick={() => tap(item.code)}
          >
            <span aria-hidden="true">
              <Sign of={item.counts_as} />
            </span>
            <span class="word-of">{nameOf(item)}</span>
            {item.code === status && minutes !== null && late === null ? (
              <span class="number">
                {minutes}
                <span aria-hidden="true">′</span>
                <span class="unseen"> {w.minutes}</span>
              </span>
            ) : null}
          </button>
        ))}
      </span>
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

interface LateFieldProps {
  name: string;
  minutes: number | null;
  longest: number;
  put: (minutes: number | null) => void;
  /** Whether something stands in the field that is not in the mark. */
  setTyping: (is: boolean) => void;
}

/**
 * How late, where somebody types it: nothing fills it by itself. What is being typed stays until it is typed, whatever
 * somebody else marks meanwhile; more minutes than the lesson has stay too, with the reason why they are not taken.
 */
function LateField({ name, minutes, longest, put, setTyping }: LateFieldProps) {
  const w = useWords().teacher.register;
  const [draft, setDraft] = useState<string | null>(null);
  const [isWrong, setIsWrong] = useState(false);
  const id = useId();
  const change = (typed: string | null) => {
    setDraft(typed);
    setTyping(typed !== null);
    if (typed === null) setIsWrong(false);
  };
  const enter = (field: HTMLInputElement) => {
    const given = readMinutes(field, longest);
    setIsWrong(given === undefined);
    if (given === undefined) return;
    change(null);
    put(given);
  };
  return (
    <>
      <input
        class="how-late"
        type="number"
        inputMode="numeric"
        min={1}
        max={longest}
        placeholder={w.minutes}
        aria-label={`${name}: ${w.howLate}`}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? id : undefined}
        value={draft ?? minutes ?? ""}
        onInput={(event) => change(event.currentTarget.value)}
        onChange={(event) => enter(event.currentTarget)}
        onBlur={({ currentTarget }) => readMinutes(currentTarget, longest) !== undefined && change(null)}
      />
      {isWrong ? (
        <span class="why" id={id} role="alert">
          {w.tooLate(longest)}
        </span>
      ) : null}
    </>
  );
}

/** The minutes in the field, null for none; undefined where they are none that a pupil can be late by. */
function readMinutes({ value, validity }: HTMLInputElement, longest: number): number | null | undefined {
  if (validity.badInput) return undefined;
  if (value === "") return null;
  const given = Number(value);
  return Number.isInteger(given) && given >= 1 && given <= longest ? given : undefined;
}

/** The sign of a presence. For "late" a picture: its letter is too small in most typefaces. */
export function Sign({ of: presence }: { of: Status["counts_as"] }) {
  return presence === "late" ? <Icon name="late" /> : <>{SIGNS[presence]}</>;
}

/** A status in the language that is spoken, else in any. */
export function nameOf(status: Status): string {
  return status.name[getLanguage()] || Object.values(status.name).find(Boolean) || status.code;
}
