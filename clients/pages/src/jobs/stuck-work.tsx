/** Work that failed: dead jobs, and messages that failed or are past their time. */

import type { Answer } from "@talim/client";
import type { PageProps } from "../person-pages.ts";
import { formatDayTime } from "../format.ts";
import { Link } from "../router.tsx";
import { talim, type Person } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Empty } from "../ui/empty.tsx";
import { Icon } from "../ui/icon.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { useWords, type Words } from "../words/index.ts";
import { fetchWholeFeed } from "../office/all-pages.ts";
import { useOfficeUpdates } from "../office/live-updates.ts";
import { filterOverdue } from "./overdue.ts";
import { hasPermission } from "../office/permissions.ts";

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
                  <span class="quiet small">
                    <code>{job.kind}</code>
                    {job.reason ? ` · ${job.reason}` : null}
                  </span>
                  {hasPermission(me, "jobs.retry") ? (
                    <ActButton
                      word={words.retry}
                      act={() => retry(job)}
                      onDone={() => {
                        showNotice(texts.retried);
                        jobs.reload();
                      }}
                    />
                  ) : null}
                </li>
              ))}
            </ul>
          ) : (
            <Empty drawing="done" text={texts.noJobs} />
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

/** Queued messages that are past their time; and whether some failed. */
async function fetchUndelivered(): Promise<{ late: Delivery[]; failed: boolean }> {
  const fetchDeliveries = (state: "queued" | "failed", limit: number, cursor: string | null) =>
    talim.api.get("/notifications/deliveries/", { query: { state, limit, cursor } });
  const [queued, failed] = await Promise.all([
    fetchWholeFeed((cursor) => fetchDeliveries("queued", MAX_FETCHED, cursor)),
    fetchDeliveries("failed", 1, null),
  ]);
  return { late: filterOverdue(queued), failed: failed.results.length > 0 };
}

function DeliveryList({ me }: { me: Person }) {
  const words = useWords();
  const texts = words.office;
  const undelivered = useLoad(fetchUndelivered, []);
  useOfficeUpdates(undelivered.reload);
  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries">{texts.deliveries}</h2>
      <Loading of={undelivered}>
        {({ late, failed }) => (
          <>
            {late.length ? (
              <ul class="cards">
                {late.map((delivery) => (
                  <li key={delivery.id} class="card">
                    <strong>{delivery.user.name}</strong>
                    <span class="state warn">
                      <Icon name="clock" />
                      {words.parent.channel[delivery.channel]}:{" "}
                      {texts.waiting(formatDayTime(delivery.due_at, me.zone, words))}
                    </span>
                    <span class="quiet small">
                      {[formatDayTime(delivery.created_at, me.zone, words), delivery.address, delivery.type_title]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </li>
                ))}
              </ul>
            ) : null}
            {failed ? (
              <p>
                <Link to="deliveries?state=failed" class="button">
                  <Icon name="warning" />
                  {texts.failedDeliveries}
                </Link>
              </p>
            ) : null}
            {late.length || failed ? null : <Empty drawing="done" text={texts.noDeliveries} />}
          </>
        )}
      </Loading>
    </section>
  );
}
