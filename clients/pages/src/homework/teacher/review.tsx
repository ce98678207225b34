/** The review queue: one recording after the other, with hands on the keyboard. */

import { useEffect, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { newCount } from "../../badge.ts";
import { talim } from "../../talim.ts";
import { Loading, LoadProblem, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { ReviewItem } from "./review-item.tsx";
import { KeyList, useKeysEnabled } from "./key-list.tsx";
import { useQueueUpdates } from "./queue-updates.ts";

type ReviewQueue = Answer<"/homework/queue/", "get">;

export function Review({ me }: PageProps) {
  const words = useWords();
  const w = words.teacher.review;
  const latest = useLoad(() => talim.api.get("/homework/queue/", { query: { page_size: 50 } }), []);
  const [queue, setQueue] = useState<ReviewQueue>();
  const [later, setLater] = useState<ReadonlySet<string>>(new Set());
  const [keys, changeKeys] = useKeysEnabled();
  useEffect(() => newCount.set(0), []);
  useEffect(() => setQueue((present) => (present?.results.length ? present : latest.value)), [latest.value]);
  useQueueUpdates(latest.reload);
  const more = () => {
    newCount.set(0);
    setLater(new Set());
    setQueue(undefined);
    latest.reload();
  };
  const decided = (id: string) => {
    setQueue((present) => present && removeFromQueue(present, id));
    if (latest.value) latest.replace(removeFromQueue(latest.value, id));
    latest.reload();
  };
  return (
    <div class="wide">
      <Loading of={latest}>
        {({ count, results }) => {
          const known = new Set(queue?.results.map(({ id }) => id));
          const news = results.filter(({ id }) => !known.has(id)).length;
          const item = queue?.results.find(({ id }) => !later.has(id));
          return (
            <>
              <div class="title">
                <h1>{w.title}</h1>
                {count ? (
                  <p class="chip" role="status">
                    {w.waits(count)}
                  </p>
                ) : null}
              </div>
              {news && item ? (
                <button type="button" onClick={() => setQueue((present) => mergeQueues(present, latest.value))}>
                  {w.fresh(news)}
                </button>
              ) : null}
              {item ? (
                <ReviewItem
                  key={item.id}
                  homework={item}
                  me={me}
                  keys={keys}
                  done={() => decided(item.id)}
                  skip={() => setLater(new Set([...later, item.id]))}
                />
              ) : queue && count ? (
                <button type="button" class="main" onClick={more}>
                  {w.further}
                </button>
              ) : queue ? (
                <p class="empty">{w.nothing}</p>
              ) : latest.error ? (
                <LoadProblem of={latest} />
              ) : (
                <p class="waiting">{words.loading}</p>
              )}
            </>
          );
        }}
      </Loading>
      {queue?.results.some(({ id }) => !later.has(id)) ? <KeyList on={keys} change={changeKeys} /> : null}
    </div>
  );
}

/** What is new comes behind what the teacher has before her, so that nothing is taken from under her hands. */
function mergeQueues(present: ReviewQueue | undefined, latest: ReviewQueue | undefined): ReviewQueue | undefined {
  if (!present || !latest) return latest ?? present;
  const known = new Set(present.results.map((item) => item.id));
  return { ...latest, results: [...present.results, ...latest.results.filter((item) => !known.has(item.id))] };
}

function removeFromQueue(queue: ReviewQueue, id: string): ReviewQueue {
  const results = queue.results.filter((item) => item.id !== id);
  return { ...queue, results, count: queue.count - (queue.results.length - results.length) };
}
