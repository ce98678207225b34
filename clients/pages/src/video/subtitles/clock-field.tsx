/** A moment of a film as "1:05.300", typed or taken from where the film is. */

import { useEffect, useId, useState } from "preact/hooks";
import { subtitleWords } from "./words/index.ts";

interface ClockFieldProps {
  label: string;
  /** Milliseconds. */
  value: number;
  change: (value: number) => void;
  /** Where the film is (ms). */
  now: () => number;
}

export function ClockField({ label, value, change, now }: ClockFieldProps) {
  const texts = subtitleWords.use();
  const id = useId();
  const [typed, setTyped] = useState(formatMoment(value));
  const [isBad, setIsBad] = useState(false);
  useEffect(() => {
    setTyped(formatMoment(value));
    setIsBad(false);
  }, [value]);
  const leave = () => {
    const read = readMoment(typed);
    setIsBad(read === undefined);
    if (read !== undefined) change(read);
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        aria-invalid={isBad}
        aria-describedby={isBad ? `${id}-wrong` : undefined}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={leave}
      />
      {isBad ? (
        <p class="wrong" id={`${id}-wrong`}>
          {texts.badTime}
        </p>
      ) : null}
      <button type="button" class="plain" aria-label={`${label}: ${texts.now}`} onClick={() => change(now())}>
        {texts.now}
      </button>
    </div>
  );
}

export function formatMoment(value: number): string {
  const [seconds, rest] = [Math.floor(value / 1000), value % 1000];
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (part: number) => String(part).padStart(2, "0");
  const end = `${two(seconds % 60)}.${String(rest).padStart(3, "0")}`;
  return hours ? `${hours}:${two(minutes)}:${end}` : `${minutes}:${end}`;
}

/** Milliseconds of "1:02:03.500", "1:05", "65.3" or with a comma; undefined for what is no moment. */
export function readMoment(text: string): number | undefined {
  const clean = text.trim().replace(",", ".");
  if (!/^(\d+:){0,2}\d+(\.\d{1,3})?$/.test(clean)) return undefined;
  return Math.round(clean.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * 1000);
}
