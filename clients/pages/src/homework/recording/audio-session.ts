/**
 * Lets an iPhone play sound while its ring switch is off. There Web Audio is silent unless the audio session says
 * `playback`.
 */

type AudioSessionType = "auto" | "playback";

/** Only Safari has it. */
interface AudioSessionNavigator {
  audioSession?: { type: AudioSessionType };
}

let activeMicrophones = 0;

/** Mark the next sound as wanted. Not while a microphone runs: the browser might take it away. */
export function startPlaybackSession(): void {
  if (!activeMicrophones) setAudioSession("playback");
}

/** Let the browser choose again. */
export function resetAudioSession(): void {
  setAudioSession("auto");
}

/** Let the browser choose for the microphone. Call the returned function when the microphone is off. */
export function startMicrophoneSession(): () => void {
  let isEnded = false;
  activeMicrophones += 1;
  resetAudioSession();
  return () => {
    if (!isEnded) activeMicrophones -= 1;
    isEnded = true;
  };
}

function setAudioSession(kind: AudioSessionType): void {
  const { audioSession } = navigator as AudioSessionNavigator;
  if (audioSession) audioSession.type = kind;
}
