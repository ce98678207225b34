/** Sound that an iPhone plays with its ring switch off: what is made by Web Audio is taken for a mere sign there, unless told. */

type AudioSessionType = "auto" | "playback";

/** Only in Safari so far. */
interface AudioSessionNavigator {
  audioSession?: { type: AudioSessionType };
}

let activeMicrophones = 0;

/** What is heard from now on was asked for. While a microphone runs nothing is told: it might be taken away. */
export function startPlaybackSession(): void {
  if (!activeMicrophones) setAudioSession("playback");
}

/** The browser chooses again. */
export function resetAudioSession(): void {
  setAudioSession("auto");
}

/** A microphone is wanted, for which the browser has to choose; the answer says once that it rests. */
export function startMicrophoneSession(): () => void {
  let over = false;
  activeMicrophones += 1;
  resetAudioSession();
  return () => {
    if (!over) activeMicrophones -= 1;
    over = true;
  };
}

function setAudioSession(kind: AudioSessionType): void {
  const { audioSession } = navigator as AudioSessionNavigator;
  if (audioSession) audioSession.type = kind;
}
