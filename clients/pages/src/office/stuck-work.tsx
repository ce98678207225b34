/** Work that failed: dead jobs, and messages that failed or are past their time. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../person-pages.ts";
import { formatDayTime } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords, type Words } from "../words/index.ts";
import { fetchWholeFeed } from "./all-pages.ts";
import { useOfficeUpdates } from "./live-updates.ts";
import { filterOverdue } from "./overdue.ts";
import { hasPermission } from "./permissions.ts";

type Job = Answer<"/jobs/", "get">["results"][number];
type Delivery = Answer<"/notifications/deliveries/", "get">["results"][number];

const MAX_SHOWN = 50;
const MAX_FETCHED = 100;

export function Stuck({ me }: PageProps) {
  const words = useWords();
  return (
    <>
      <h1>{words.office.stuck}</h1>
      {hasPermission(me, "jobs.view") ? <DeadJobs me={me} /> : null}
      {hasPermission(me, "notifications.deliveries") ? <DeliveryList me={me} /> : null}
    </>
  );
}

function DeadJobs({ me }: { me: Person }) {
  const words = useWords();
  const texts = words.office;
  const query = { state: "dead" as const, limit: MAX_SHOWN };
  const jobs = useLoad(async () => (await talim.api.get("/jobs/", { query })).results, []);
  useOfficeUpdates(jobs.reload);
  const retry = (job: Job) => talim.api.post("/jobs/{id}/retry/", { path: { id: job.id } });
  return (
    <section aria-labelledby="jobs">
      <h2 id="jobs">{texts.jobs}</h2>
      <Loading of={jobs}>
        {(all) =>
          all.length ? (
            <ul class="cards">
              {all.map((job) => (
                <li key={job.id} class="card">
                  <strong>{describeJob(job.kind, words)}</strong>
                  <span class="state warn">
                    <Icon name="warning" />
                    {texts.failed}
                  </span>
                  <span class="quiet small">
                    {formatDayTime(job.created_at, me.zone, words)} · {texts.tries(job.failures)}
                  </span>
                  <span class="quiet small">{[job.kind, job.reason].filter(Boolean).join(" · ")}</span>
                  {hasPermission(me, "jobs.retry") ? (
                    <RetryButton onRetry={() => retry(job)} onDone={jobs.reload} />
                  ) : null}
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.noJobs}</p>
          )
        }
      </Loading>
    </section>
  );
}

/** The name of a job's subject; the kind itself is a code. */
function describeJob(kind: string, words: Words): string {
  const names: Record<string, string> = {
    homework: words.home.homework,
    courses: words.office.groups,
    payments: words.payments.title,
    gamification: words.nav.coins,
    messaging: words.messages.title,
    notifications: words.messages.title,
  };
  return names[kind.split(".")[0] ?? ""] ?? words.office.otherWork;
}

/** Queued messages that are past their time, then the newest failed ones. */
async function fetchUndelivered(): Promise<Delivery[]> {
  const fetchDeliveries = (state: "queued" | "failed", limit: number, cursor: string | null) =>
    talim.api.get("/notifications/deliveries/", { query: { state, limit, cursor } });
  const [queued, failed] = await Promise.all([
    fetchWholeFeed((cursor) => fetchDeliveries("queued", MAX_FETCHED, cursor)),
    fetchDeliveries("failed", MAX_SHOWN, null),
  ]);
  return [...filterOverdue(queued), ...failed.results];
}

function isWaiting(delivery: Delivery): boolean {
  return delivery.state === "queued";
}

function DeliveryList({ me }: { me: Person }) {
  const words = useWords();
  const texts = words.office;
  const undelivered = useLoad(fetchUndelivered, []);
  const retry = (delivery: Delivery) =>
    talim.api.post("/notifications/deliveries/{id}/retry/", { path: { id: delivery.id } });
  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries">{texts.deliveries}</h2>
      <Loading of={undelivered}>
        {(all) =>
          all.length ? (
            <ul class="cards">
              {all.map((delivery) => (
                <li key={delivery.id} class="card">
                  <strong>{delivery.user.name}</strong>
                  <span class="state warn">
                    <Icon name={isWaiting(delivery) ? "clock" : "warning"} />
                    {words.parent.channel[delivery.channel]}:{" "}
                    {isWaiting(delivery)
                      ? texts.waiting(formatDayTime(delivery.due_at, me.zone, words))
                      : delivery.why || delivery.reason}
                  </span>
                  <span class="quiet small">
                    {[formatDayTime(delivery.created_at, me.zone, words), delivery.address, delivery.type]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                  {isWaiting(delivery) ? null : (
                    <RetryButton onRetry={() => retry(delivery)} onDone={undelivered.reload} />
                  )}
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.noDeliveries}</p>
          )
        }
      </Loading>
    </section>
  );
}

function RetryButton({ onRetry, onDone }: { onRetry: () => Promise<unknown>; onDone: () => void }) {
  const words = useWords();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const retry = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onRetry();
      showNotice(words.office.retried);
      onDone();
    } catch (reason) {
      setError(() => reason);
    }
    setBusy(false);
  };
  return (
    <>
      <button type="button" disabled={busy} onClick={() => void retry()}>
        {words.retry}
      </button>
      {error ? <Problem error={error} /> : null}
    </>
  );
}
