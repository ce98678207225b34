/** Choose a day: the one before, the one after, or any other. */

import { Button } from "../ui/button.tsx";
import { useWords } from "../words/index.ts";

export function DayChoice({
  day,
  choose,
  earlier,
  later,
  last,
}: {
  day: string;
  choose: (day: string) => void;
  earlier: string;
  later: string;
  /** The last day that can be chosen. */
  last?: string;
}) {
  const { office: texts } = useWords();
  return (
    <div class="days-choice" role="group" aria-label={texts.day}>
      <button type="button" aria-label={texts.dayBefore} onClick={() => choose(earlier)}>
        ←
      </button>
      <input
        type="date"
        aria-label={texts.day}
        required
        value={day}
        max={last}
        onChange={(event) => event.currentTarget.value && choose(event.currentTarget.value)}
      />
      <Button aria-label={texts.dayAfter} off={day === last} onClick={() => choose(later)}>
        →
      </Button>
    </div>
  );
}
