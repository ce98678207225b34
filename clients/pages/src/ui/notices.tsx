/** Short words at the edge of the screen, read aloud to who does not see them, with a way back where there is one. */

import { Store, useStore } from "../store.ts";
import { useWords } from "../words/index.ts";

interface Notice {
  text: string;
  undo?: { word: string; work: () => void } | undefined;
}

/** How long (ms) a notice stays; one with a way back stays longer. */
const STAY = 5_000;
const STAY_UNDO = 8_000;

const shown = new Store<Notice | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tell the person. */
export function tell(text: string, undo?: Notice["undo"]): void {
  clearTimeout(timer);
  shown.set({ text, undo });
  timer = setTimeout(() => shown.set(null), undo ? STAY_UNDO : STAY);
}

/** Take it from the screen, and its way back with it. */
export function hush(): void {
  clearTimeout(timer);
  shown.set(null);
}

export function Notices() {
  const notice = useStore(shown);
  const words = useWords();
  const undo = () => {
    notice?.undo?.work();
    shown.set(null);
  };
  return (
    <div class="notices" role="status" aria-live="polite">
      {notice ? (
        <div class="notice floating">
          <p>{notice.text}</p>
          {notice.undo ? (
            <button type="button" onClick={undo}>
              {notice.undo.word}
            </button>
          ) : (
            <button type="button" class="plain" onClick={() => shown.set(null)}>
              {words.close}
            </button>
          )}
        </div>
      ) : null}
    </div>
  );
}
