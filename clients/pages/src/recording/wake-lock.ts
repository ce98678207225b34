/** The screen stays on while somebody reads aloud from it; where the browser cannot or will not, nothing happens. */

/** Ask for it now, and again whenever the page is seen anew; the answer lets the screen go dark again. */
export function keepScreenAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  let over = false;
  const release = (sentinel: WakeLockSentinel | undefined) => void sentinel?.release().catch(() => undefined);
  const ask = async () => {
    if (document.visibilityState !== "visible" || (lock && !lock.released)) return;
    const given = await navigator.wakeLock?.request("screen").catch(() => undefined);
    if (over || (lock && !lock.released)) return release(given);
    lock = given;
  };
  const look = () => void ask();
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    over = true;
    document.removeEventListener("visibilitychange", look);
    release(lock);
  };
}
