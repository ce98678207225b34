/** Keeps the screen on while the user reads aloud. Does nothing if the browser cannot. */

/** Request the lock now and whenever the page is visible again. Returns a function that releases it. */
export function keepScreenAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  let isReleased = false;
  const release = (sentinel: WakeLockSentinel | undefined) => void sentinel?.release().catch(() => undefined);
  const requestLock = async () => {
    if (document.visibilityState !== "visible" || (lock && !lock.released)) return;
    const newLock = await navigator.wakeLock?.request("screen").catch(() => undefined);
    if (isReleased || (lock && !lock.released)) return release(newLock);
    lock = newLock;
  };
  const requestIfVisible = () => void requestLock();
  document.addEventListener("visibilitychange", requestIfVisible);
  requestIfVisible();
  return () => {
    isReleased = true;
    document.removeEventListener("visibilitychange", requestIfVisible);
    release(lock);
  };
}
