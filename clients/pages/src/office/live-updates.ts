/** What happens at the desk, of every branch that the person works in. */

import { useEffect } from "preact/hooks";
import { throttleTrailing } from "../throttle.ts";
import { Store } from "../store.ts";
import { expiredPerson, talim } from "../talim.ts";

/** What happens within this time (ms), as when the payments of a night become overdue, is one reason to ask again. */
const REFRESH_DELAY_MS = 2_000;

/** How often something happened since the page began. */
const changeCount = new Store(0);

/**
 * Listen to each branch while the person is here, anew after they have signed in again over the page; the answer ends
 * that. While the branches are not known, they are asked for whenever the network is back.
 */
export function startOfficeUpdates(): () => void {
  let stop = () => {};
  let turn = 0;
  const follow = () => {
    const mine = ++turn;
    stop();
    if (expiredPerson.get()) return;
    fetchBranches().then(
      (ids) => {
        if (mine === turn) stop = listenToBranches(ids);
      },
      () => {
        if (mine === turn) stop = onOnline(follow);
      },
    );
  };
  const unwatch = expiredPerson.subscribe(follow);
  follow();
  return () => {
    turn += 1;
    unwatch();
    stop();
  };
}

async function fetchBranches(): Promise<string[]> {
  const { results } = await talim.api.get("/settings/branches/", { query: { page_size: 100 } });
  return results.map(({ id }) => id);
}

function listenToBranches(ids: string[]): () => void {
  const streams = ids.map((id) => talim.realtime.subscribe("staff", id));
  const news = throttleTrailing(() => changeCount.set(changeCount.get() + 1), REFRESH_DELAY_MS);
  for (const stream of streams) stream.onChange(news.schedule);
  return () => {
    news.cancel();
    streams.forEach((stream) => talim.realtime.unsubscribe(stream));
  };
}

function onOnline(work: () => void): () => void {
  addEventListener("online", work);
  return () => removeEventListener("online", work);
}

/** Ask again when money came, a debt grew or a job died somewhere. */
export function useOfficeUpdates(again: () => void): void {
  useEffect(() => changeCount.subscribe(again), [again]);
}
