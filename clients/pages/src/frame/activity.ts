/** Tells the server which lessons, materials and pages are open, and for how long they are looked at. */

import { path } from "../router.tsx";
import { talim } from "../talim.ts";
import { ActivityLog } from "./activity-log.ts";

/** How often (ms) it is told. */
const EVERY_MS = 60_000;
/** How often (ms) it is looked whether the page is used. */
const LOOK_MS = 5_000;
/** Who does nothing for so long (ms) is away; a video or a recording that plays is something. */
const AWAY_MS = 180_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "scroll", "touchstart"] as const;

/** Begin; the answer ends it. What could not be told is not told again. */
export function startActivity(): () => void {
  const log = new ActivityLog();
  let used = Date.now();
  const isUsed = () =>
    document.visibilityState === "visible" &&
    (Date.now() - used < AWAY_MS ||
      [...document.querySelectorAll<HTMLMediaElement>("video, audio")].some((media) => !media.paused));
  const tell = () => {
    const entries = log.take();
    if (entries.length)
      void talim.api.post("/analytics/activity/", { body: { entries }, keepalive: true }).catch(() => undefined);
  };
  const sign = () => (used = Date.now());
  const look = setInterval(() => isUsed() && log.stay(path.get(), LOOK_MS / 1000), LOOK_MS);
  const timer = setInterval(tell, EVERY_MS);
  const hide = () => document.visibilityState === "hidden" && tell();
  const unsubscribe = path.subscribe((here) => log.open(here));
  log.open(path.get());
  for (const event of SIGNS) addEventListener(event, sign, { passive: true, capture: true });
  document.addEventListener("visibilitychange", hide);
  return () => {
    clearInterval(look);
    clearInterval(timer);
    unsubscribe();
    for (const event of SIGNS) removeEventListener(event, sign, { capture: true });
    document.removeEventListener("visibilitychange", hide);
  };
}
