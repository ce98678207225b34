/** The keyboard of a player. */

export interface PlayerActs {
  play: () => void;
  /** By so many seconds. */
  step: (seconds: number) => void;
  /** To this part of the whole, 0 to 1. */
  jump: (part: number) => void;
  louder: (by: number) => void;
  mute: () => void;
  enlarge: () => void;
  captions: () => void;
}

const STEP_S = 5;
const VOLUME_STEP = 0.1;

/** Do what the key means. Keys that the focused control uses itself are left to it. */
export function handleKey(event: KeyboardEvent, acts: PlayerActs): void {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !(target instanceof HTMLElement))
    return;
  if (target.closest("select, textarea, input:not([type=range])")) return;
  const act = findAct(key, target, acts);
  if (!act) return;
  event.preventDefault();
  act();
}

function findAct(key: string, target: HTMLElement, acts: PlayerActs): (() => void) | undefined {
  const usesArrows = target.matches("input") && !target.closest(".video-seek");
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case " ":
      return target.matches("button") ? undefined : acts.play;
    case "k":
      return acts.play;
    case "ArrowLeft":
      return usesArrows ? undefined : () => acts.step(-STEP_S);
    case "ArrowRight":
      return usesArrows ? undefined : () => acts.step(STEP_S);
    case "ArrowUp":
      return usesArrows ? undefined : () => acts.louder(VOLUME_STEP);
    case "ArrowDown":
      return usesArrows ? undefined : () => acts.louder(-VOLUME_STEP);
    case "m":
      return acts.mute;
    case "f":
      return acts.enlarge;
    case "c":
      return acts.captions;
    default:
      return /^\d$/.test(key) ? () => acts.jump(Number(key) / 10) : undefined;
  }
}
