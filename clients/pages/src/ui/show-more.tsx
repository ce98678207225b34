/** The button below a list of which the server has more rows. */

import { useWords } from "../words/index.ts";
import { Button } from "./button.tsx";

interface ShowMoreProps {
  /** Whether there are more rows; without them there is no button. */
  when: boolean;
  show: () => void;
  /** It waits for rows. */
  off?: boolean;
}

export function ShowMore({ when, show, off = false }: ShowMoreProps) {
  const words = useWords();
  return when ? (
    <Button off={off} onClick={show}>
      {words.more}
    </Button>
  ) : null;
}
