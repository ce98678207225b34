/** One of the last months, for a report of one month. */

import { useWords } from "../../words/index.ts";
import { moneyWords } from "./words/index.ts";
import { formatPeriod } from "../../analytics/office/chart-data.ts";
import { listMonths } from "./months-list.ts";

interface MonthChoiceProps {
  month: string;
  today: string;
  choose: (month: string) => void;
}

export function MonthChoice({ month, today, choose }: MonthChoiceProps) {
  const words = useWords();
  const texts = moneyWords.use();
  return (
    <select class="month-choice" aria-label={texts.month} onChange={({ currentTarget: { value } }) => choose(value)}>
      {listMonths(today)
        .slice(1)
        .map((value) => (
          <option key={value} value={value} selected={value === month}>
            {formatPeriod(value, words)}
          </option>
        ))}
    </select>
  );
}
