/** What is chosen above figures: the length of a step, the period, and what is filtered by. */

import { Choice } from "../ui/choice.tsx";
import { analyticsWords } from "./words/index.ts";
import type { View } from "./view.ts";

interface Props {
  view: View;
  change: (values: Partial<View>) => void;
  today: string;
  /** The period that is shown, which the server chose where the view has none. */
  shown: { from: string; to: string } | undefined;
}

export function PeriodControls({ view, change, today, shown }: Props) {
  const texts = analyticsWords.use();
  const [from, to] = [view.from || (shown?.from ?? ""), view.to || (shown?.to ?? today)];
  return (
    <>
      <Choice label={texts.step} options={texts.steps} chosen={view.step} choose={(step) => change({ step })} />
      <DayInput label={texts.from} value={from} max={to} choose={(day) => change({ from: day })} />
      <DayInput label={texts.to} value={to} max={today} choose={(day) => change({ to: day })} />
    </>
  );
}

/** While a year is typed, the browser tells years such as 0002 and 0202. */
const FIRST_DAY = "2000-01-01";

/** A day of the view. */
export function DayInput({
  label,
  value,
  max,
  choose,
}: {
  label: string;
  value: string;
  max: string;
  choose: (day: string) => void;
}) {
  return (
    <label class="day-input">
      {label}
      <input
        type="date"
        required
        value={value}
        min={FIRST_DAY}
        max={max}
        onChange={({ currentTarget: { value: day } }) => day >= FIRST_DAY && choose(day)}
      />
    </label>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: [value: string, word: string][];
  choose: (value: string) => void;
}

export function Select({ label, value, options, choose }: SelectProps) {
  return (
    <label class="day-input">
      {label}
      <select onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {options.map(([id, word]) => (
          <option key={id} value={id} selected={id === value}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
