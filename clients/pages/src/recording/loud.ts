/** Sound that an iPhone plays with its ring switch off: what is made by Web Audio is taken for a mere sign there, unless told. */

type Kind = "auto" | "playback";

/** Only in Safari so far. */
interface Session {
  audioSession?: { type: Kind };
}

let microphones = 0;

/** What is heard from now on was asked for. While a microphone runs nothing is told: it might be taken away. */
export function loud(): void {
  if (!microphones) tell("playback");
}

/** The browser chooses again. */
export function usual(): void {
  tell("auto");
}

/** A microphone is wanted, for which the browser has to choose; the answer says once that it rests. */
export function listening(): () => void {
  let over = false;
  microphones += 1;
  usual();
  return () => {
    if (!over) microphones -= 1;
    over = true;
  };
}

function tell(kind: Kind): void {
  const { audioSession } = navigator as Session;
  if (audioSession) audioSession.type = kind;
}
