/** Short words at the edge of the screen, read aloud to who does not see them, with a way back where there is one. A tap on them closes them. */

import { useEffect, useState } from "preact/hooks";
import { Store, useStore } from "../store.ts";
import { useWords } from "../words/index.ts";
import { Icon } from "./icon.tsx";

interface Notice {
  text: string;
  undo?: NoticeAction | undefined;
  /** For who comes by keys or by what reads the screen aloud. */
  slow: boolean;
}

interface NoticeAction {
  label: string;
  run: () => void;
  /** It is gone, be it that it was taken. */
  onClose?: () => void;
}

/** How long (ms) a notice stays; one with a way back stays longer. */
const STAY_MS = 5_000;
const STAY_UNDO_MS = 8_000;
/** So many times as long for who has to find the way there first. */
const SLOW_FACTOR = 2.5;
/** How long (ms) it stays at most while somebody is on it. */
const MAX_STAY_MS = 300_000;
/** The key that leads to the button of a notice. */
const KEY = "F8";

const currentNotice = new Store<Notice | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;
let box: HTMLElement | null = null;
/** A mouse moved over it. One that only happens to be where the notice appeared does not count. */
let isPointed = false;
/** The last press was a key's, or made by what reads the screen aloud. */
let byKey = false;
/** Where the focus stood before the key led it away. */
let focusedBefore: HTMLElement | null = null;

/** Tell the person. */
export function showNotice(text: string, undo?: NoticeAction): void {
  hideNotice();
  currentNotice.set({ text, undo, slow: byKey });
  scheduleHide((undo ? STAY_UNDO_MS : STAY_MS) * (byKey ? SLOW_FACTOR : 1), MAX_STAY_MS);
}

/** Take it from the screen, and its way back with it. */
export function hideNotice(): void {
  clearTimeout(timer);
  isPointed = false;
  const way = currentNotice.get()?.undo;
  currentNotice.set(null);
  way?.onClose?.();
}

/** Whoever stands on it, with the focus or with a pointer that moved there, is given the same time again. */
function scheduleHide(stay: number, left: number): void {
  const held = () => left > stay && (isPointed || box?.matches(":focus-within"));
  timer = setTimeout(() => (held() ? scheduleHide(stay, left - stay) : hideNotice()), stay);
}

/** Close it, after its work where that was asked for; a focus that stands on it goes back to where it was, unless the work leads elsewhere. */
function closeNotice(work?: () => void): void {
  const way = currentNotice.get()?.undo;
  clearTimeout(timer);
  isPointed = false;
  currentNotice.set(null);
  work?.();
  way?.onClose?.();
  const back = focusedBefore?.isConnected ? focusedBefore : document.getElementById("content");
  focusedBefore = null;
  if (box?.contains(document.activeElement)) back?.focus({ preventScroll: true });
}

/** Know by what people press, and lead them to the notice. */
function watchKeys(): () => void {
  const pressed = (event: KeyboardEvent) => {
    byKey = true;
    const button = event.key === KEY ? box?.querySelector("button") : null;
    if (!button) return;
    event.preventDefault();
    focusedBefore = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    button.focus();
  };
  const pointed = () => void (byKey = false);
  // A press that no pointer made.
  const clicked = (event: MouseEvent) => void (event.detail === 0 && (byKey = true));
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("pointerdown", pointed, true);
  document.addEventListener("click", clicked, true);
  return () => {
    document.removeEventListener("keydown", pressed, true);
    document.removeEventListener("pointerdown", pointed, true);
    document.removeEventListener("click", clicked, true);
  };
}

/** How many drawers are open: they keep everything behind them from being pressed, so the notices stand in the last one. */
const openDrawers = new Store(0);

/** The notices of the page, or those in a drawer. */
export function Notices({ drawer = false }: { drawer?: boolean }) {
  const notice = useStore(currentNotice);
  const words = useWords();
  const drawers = useStore(openDrawers);
  const [place, setPlace] = useState(0);
  useEffect(watchKeys, []);
  useEffect(() => {
    if (!drawer) return undefined;
    openDrawers.set(openDrawers.get() + 1);
    setPlace(openDrawers.get());
    return () => openDrawers.set(openDrawers.get() - 1);
  }, [drawer]);
  if (place !== drawers) return null;
  return (
    <div class="notices" role="status" aria-live="polite">
      {notice ? (
        <div
          class="notice floating"
          ref={(element) => void (box = element)}
          onPointerMove={({ pointerType, movementX, movementY }) =>
            void (isPointed ||= pointerType === "mouse" && (movementX !== 0 || movementY !== 0))
          }
          onPointerLeave={() => void (isPointed = false)}
        >
          <p onClick={hideNotice}>
            {notice.text}
            {notice.undo && notice.slow ? <span class="quiet small"> {words.noticeKey(KEY)}</span> : null}
          </p>
          {notice.undo ? (
            <button type="button" aria-keyshortcuts={KEY} onClick={() => closeNotice(notice.undo?.run)}>
              {notice.undo.label}
            </button>
          ) : null}
          <button
            type="button"
            class="plain"
            aria-label={notice.undo ? words.hideNotice : words.close}
            {...(notice.undo ? {} : { "aria-keyshortcuts": KEY })}
            onClick={() => closeNotice()}
          >
            <Icon name="close" />
          </button>
        </div>
      ) : null}
    </div>
  );
}
