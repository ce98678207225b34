/** One day, the ones beside it, and any other. */

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
  /** No day after it. */
  last?: string;
}) {
  const { office: w } = useWords();
  return (
    <div class="days-choice" role="group" aria-label={w.day}>
      <button type="button" aria-label={w.dayBefore} onClick={() => choose(earlier)}>
        ←
      </button>
      <input
        type="date"
        aria-label={w.day}
        required
        value={day}
        max={last}
        onChange={(event) => event.currentTarget.value && choose(event.currentTarget.value)}
      />
      <Button aria-label={w.dayAfter} off={day === last} onClick={() => choose(later)}>
        →
      </Button>
    </div>
  );
}
