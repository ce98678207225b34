/**
 * Two switches: one key goes on to the next thing, the other one presses it. A switch that is set up as Space and Enter, or
 * as Tab and Enter, needs nothing else. It is on for a device that was opened with `?device=switch`, until `?device=touch`.
 */

import { useEffect } from "preact/hooks";

const KEY = "talim.kids.device";
const DEVICES = ["touch", "keyboard", "switch"] as const;
type Device = (typeof DEVICES)[number];
const STEP_KEYS = new Set([" ", "Tab"]);
const PRESS_KEY = "Enter";
/** What a child can press in a page of its own. */
const TARGETS = ":is(.kid-path, .kid-play) :is(a[href], button, [role=button])";
/** Where keys are for somebody else: who signs in again, for one. */
const ELSEWHERE = "dialog, input, select, textarea";

/** How this device is used, with fingers unless said otherwise; what the address says is kept on the device. */
export function readDevice(): Device {
  const said = new URLSearchParams(location.search).get("device");
  try {
    if (said) localStorage.setItem(KEY, said);
    return toDevice(said ?? localStorage.getItem(KEY));
  } catch {
    return toDevice(said);
  }
}

function toDevice(said: string | null): Device {
  return DEVICES.find((device) => device === said) ?? "touch";
}

/** What can be pressed now, in the order in which it is used. */
function listTargets(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(TARGETS)].filter(
    (one) => one.getAttribute("aria-disabled") !== "true" && one.getClientRects().length > 0,
  );
}

/** Go on to the next thing; after the last one to the first again. */
function step(targets: HTMLElement[], back: boolean): void {
  const at = targets.findIndex((one) => one === document.activeElement);
  const next = back ? (at <= 0 ? targets.length : at) - 1 : (at + 1) % targets.length;
  targets[next]?.focus();
  targets[next]?.scrollIntoView({ block: "nearest" });
}

/** Let two switches go through the page. On other devices nothing changes: keys do what they always do. */
export function useScanning(): void {
  useEffect(() => {
    if (readDevice() !== "switch") return undefined;
    const hear = (event: KeyboardEvent) => {
      const isMore = event.ctrlKey || event.altKey || event.metaKey;
      const isStep = STEP_KEYS.has(event.key);
      // A switch that is held acts once: not every hand lets go of it soon.
      const isHeld = event.repeat && event.key === PRESS_KEY;
      if (!(isStep || isHeld) || isMore || (event.target as Element).closest?.(ELSEWHERE)) return;
      const targets = listTargets();
      // Where there is nothing for a child, as on a page that did not come, keys lead to the rest.
      if (!targets.length) return;
      // A button is pressed by Space when the key comes up.
      event.preventDefault();
      event.stopPropagation();
      if (event.type === "keydown" && !event.repeat) step(targets, event.shiftKey);
    };
    addEventListener("keydown", hear, true);
    addEventListener("keyup", hear, true);
    return () => {
      removeEventListener("keydown", hear, true);
      removeEventListener("keyup", hear, true);
    };
  }, []);
}
