/** What the keys of the review do. */

export type Action = "play" | "right" | "wrong" | "undo" | "back" | "forward" | "hear" | "accept" | "skip";

/** Where the focus is: in a field that takes letters, on a button or link of its own meaning, or anywhere else. */
export type FocusPlace = "field" | "button" | "page";

const ACTIONS: Record<string, Action> = {
  " ": "play",
  "1": "right",
  "2": "wrong",
  "0": "undo",
  ArrowLeft: "back",
  ArrowRight: "forward",
  ArrowDown: "hear",
  Enter: "accept",
  n: "skip",
  N: "skip",
};

/** Keys as they are shown beside what they do. */
export const KEY_LABELS: Record<Action, string> = {
  play: "␣",
  right: "1",
  wrong: "2",
  undo: "0",
  back: "←",
  forward: "→",
  hear: "↓",
  accept: "⏎",
  skip: "N",
};

/** Under which name it is kept that a teacher wants no keys. */
export const KEYS_OFF_STORAGE_KEY = "talim.keys";

type PressedKey = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "repeat">;

/** What this key does here; a key that is held down moves and does nothing else. */
export function getAction(pressed: PressedKey, place: FocusPlace): Action | undefined {
  if (place === "field" || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined;
  if (place === "button" && (pressed.key === " " || pressed.key === "Enter")) return undefined;
  const action = ACTIONS[pressed.key];
  return pressed.repeat && action !== "back" && action !== "forward" ? undefined : action;
}

/** Where an element is, as far as keys are concerned: the word that is chosen is part of the page, others are to be chosen. */
export function getFocusPlace(element: Element | null): FocusPlace {
  if (element?.closest("input, textarea, select, dialog, [contenteditable]")) return "field";
  return element?.closest('button:not(.word[aria-pressed="true"]), a, summary') ? "button" : "page";
}

/** The next place in a list of so many, from none (-1) to the first or last one, and no further than the ends. */
export function moveIndex(place: number, step: 1 | -1, many: number): number {
  if (place < 0) return step > 0 ? Math.min(0, many - 1) : many - 1;
  return Math.min(Math.max(place + step, 0), many - 1);
}

/** Seconds of a recording that an arrow key goes on or back. */
const SEEK_SECONDS = 2;

/** The second of the recording that this key on its wave leads to; undefined for a key that means something else. */
export function getSeekTarget(key: string, now: number, seconds: number): number | undefined {
  const places: Record<string, number> = {
    ArrowLeft: now - SEEK_SECONDS,
    ArrowRight: now + SEEK_SECONDS,
    Home: 0,
    End: seconds - SEEK_SECONDS,
  };
  const to = places[key];
  return to === undefined ? undefined : Math.min(Math.max(to, 0), seconds);
}
