/** The review queue: one recording after the other, with hands on the keyboard. */

import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../app.tsx";
import { fresh } from "../badge.ts";
import { dayTime } from "../format.ts";
import { kept, talim, type Person } from "../talim.ts";
import { useStore } from "../store.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { attemptToReview, type Attempt, type Queued } from "./attempts.ts";
import { Heard } from "./heard.tsx";
import { KEYS, type Action } from "./keys.ts";

const KEYS_OFF = "talim.keys";
const SHOWN: Action[] = ["play", "back", "forward", "hear", "right", "wrong", "undo", "accept", "skip"];

export function Review({ me }: PageProps) {
  const words = useWords();
  const w = words.teacher.review;
  const queue = useLoad(() => talim.api.get("/homework/queue/", { query: { page_size: 50 } }), []);
  const [done, finish] = useState<ReadonlySet<string>>(new Set());
  const [keys, use] = useState(kept.getItem(KEYS_OFF) !== "off");
  const news = useStore(fresh);
  useEffect(() => fresh.set(0), []);
  const more = () => {
    fresh.set(0);
    finish(new Set());
    queue.again();
  };
  const switchKeys = () => {
    kept.setItem(KEYS_OFF, keys ? "off" : "on");
    use(!keys);
  };
  return (
    <div class="wide">
      <Loading of={queue}>
        {({ results, count }) => {
          const left = results.filter((one) => !done.has(one.id));
          const [one] = left;
          const waiting = Math.max(count - done.size, left.length);
          return (
            <>
              <div class="title">
                <h1>{w.title}</h1>
                <p class="chip" role="status">
                  {w.waits(waiting)}
                </p>
              </div>
              {news ? (
                <button type="button" onClick={more}>
                  {w.fresh(news)}
                </button>
              ) : null}
              {one ? (
                <Item key={one.id} one={one} me={me} keys={keys} done={() => finish(new Set([...done, one.id]))} />
              ) : waiting ? (
                <button type="button" class="main" onClick={more}>
                  {w.further}
                </button>
              ) : (
                <p class="empty">{w.nothing}</p>
              )}
            </>
          );
        }}
      </Loading>
      <aside class="keys" aria-label={w.keys}>
        <button type="button" aria-pressed={keys} onClick={switchKeys}>
          {keys ? w.keysOn : w.keysOff}
        </button>
        {keys ? (
          <dl>
            {SHOWN.map((action) => (
              <div key={action}>
                <dt>
                  <kbd>{action === "play" ? w.space : KEYS[action]}</kbd>
                </dt>
                <dd>{w.actions[action]}</dd>
              </div>
            ))}
          </dl>
        ) : null}
      </aside>
    </div>
  );
}

function Item({ one, me, keys, done }: { one: Queued; me: Person; keys: boolean; done: () => void }) {
  const words = useWords();
  const w = words.teacher.review;
  const attempt = useLoad(() => fetchAttempt(one.id), [one.id]);
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById("pupil")?.focus({ preventScroll: true });
  }, []);
  return (
    <article aria-labelledby="pupil">
      <h2 id="pupil" tabIndex={-1}>
        {one.student.full_name}
      </h2>
      <p class="quiet">
        {one.assignment.title} · {dayTime(one.created_at, me.zone, words)}
      </p>
      {one.appeal ? (
        <p class="notice">
          <Icon name="warning" />
          {w.appeal}
        </p>
      ) : null}
      <Loading of={attempt}>
        {(found) =>
          found ? (
            <Heard key={found.id} one={one} first={found} keys={keys} done={done} />
          ) : (
            <p class="empty">{words.errors.not_found}</p>
          )
        }
      </Loading>
    </article>
  );
}

async function fetchAttempt(homework: string): Promise<Attempt | null> {
  const path = { id: homework };
  const { results } = await talim.api.get("/homework/{id}/attempts/", { path, query: { page_size: 100 } });
  const chosen = attemptToReview(results);
  return chosen ? talim.api.get("/homework/attempts/{id}/", { path: { id: chosen.id } }) : null;
}
