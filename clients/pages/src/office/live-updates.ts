/** Changes of money and jobs in all branches that the user works in. */

import { useEffect } from "preact/hooks";
import { throttleTrailing } from "../throttle.ts";
import { Store } from "../store.ts";
import { expiredPerson, talim } from "../talim.ts";
import { fetchBranches } from "./branches.ts";

/** Changes within this time (ms) lead to one reload, for example when many payments become overdue at night. */
const REFRESH_DELAY_MS = 2_000;

/** How many changes there were since the page was opened. */
const changeCount = new Store(0);

/**
 * Subscribe to the stream of each branch; start again after the user signed in again. Returns a function that stops it.
 * If the branches cannot be loaded, they are loaded again when the network is back.
 */
export function startOfficeUpdates(): () => void {
  let stop = () => {};
  let lastRun = 0;
  const restart = () => {
    const run = ++lastRun;
    stop();
    if (expiredPerson.get()) return;
    fetchBranchIds().then(
      (ids) => {
        if (run === lastRun) stop = listenToBranches(ids);
      },
      () => {
        if (run === lastRun) stop = onOnline(restart);
      },
    );
  };
  const unsubscribe = expiredPerson.subscribe(restart);
  restart();
  return () => {
    lastRun += 1;
    unsubscribe();
    stop();
  };
}

async function fetchBranchIds(): Promise<string[]> {
  return (await fetchBranches("all")).map(({ id }) => id);
}

function listenToBranches(ids: string[]): () => void {
  const streams = ids.map((id) => talim.realtime.subscribe("staff", id));
  const refresh = throttleTrailing(() => changeCount.set(changeCount.get() + 1), REFRESH_DELAY_MS);
  for (const stream of streams) stream.onChange(refresh.schedule);
  return () => {
    refresh.cancel();
    streams.forEach((stream) => talim.realtime.unsubscribe(stream));
  };
}

function onOnline(work: () => void): () => void {
  addEventListener("online", work);
  return () => removeEventListener("online", work);
}

/** Reload when money came, a debt grew or a job died. */
export function useOfficeUpdates(reload: () => void): void {
  useEffect(() => changeCount.subscribe(reload), [reload]);
}
