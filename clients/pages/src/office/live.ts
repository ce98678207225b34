/** What happens at the desk, of every branch that the person works in. */

import { useEffect } from "preact/hooks";
import { gathered } from "../gather.ts";
import { Store } from "../store.ts";
import { interrupted, talim } from "../talim.ts";

/** What happens within this time (ms), as when the payments of a night become overdue, is one reason to ask again. */
const GATHER_MS = 2_000;

/** How often something happened since the page began. */
const happened = new Store(0);

/**
 * Listen to each branch while the person is here, anew after they have signed in again over the page; the answer ends
 * that. While the branches are not known, they are asked for whenever the network is back.
 */
export function begin(): () => void {
  let stop = () => {};
  let turn = 0;
  const follow = () => {
    const mine = ++turn;
    stop();
    if (interrupted.get()) return;
    branches().then(
      (ids) => {
        if (mine === turn) stop = listen(ids);
      },
      () => {
        if (mine === turn) stop = online(follow);
      },
    );
  };
  const unwatch = interrupted.watch(follow);
  follow();
  return () => {
    turn += 1;
    unwatch();
    stop();
  };
}

async function branches(): Promise<string[]> {
  const { results } = await talim.api.get("/settings/branches/", { query: { page_size: 100 } });
  return results.map(({ id }) => id);
}

function listen(ids: string[]): () => void {
  const streams = ids.map((id) => talim.realtime.subscribe("staff", id));
  const news = gathered(() => happened.set(happened.get() + 1), GATHER_MS);
  for (const stream of streams) stream.onChange(news.soon);
  return () => {
    news.stop();
    streams.forEach((stream) => talim.realtime.unsubscribe(stream));
  };
}

function online(work: () => void): () => void {
  addEventListener("online", work);
  return () => removeEventListener("online", work);
}

/** Ask again when money came, a debt grew or a job died somewhere. */
export function useDesk(again: () => void): void {
  useEffect(() => happened.watch(again), [again]);
}
