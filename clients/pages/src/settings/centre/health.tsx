/** Whether each part of the server works. */

import { ApiError, type Answer } from "@talim/client";
import { getServerTime } from "../../clock.ts";
import { formatDayTime } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad, usePoll } from "../../ui/load.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { centreWords } from "./words/index.ts";

type Readiness = Answer<"/health/ready/", "get">;

const HOUR_MS = 3_600_000;
/** A backup is made each night; after this time one is missing. */
const BACKUP_OLD_MS = 26 * HOUR_MS;
const POLL_MS = 15_000;
const UNAVAILABLE = 503;

export function Health({ me }: PageProps) {
  const words = useWords();
  const texts = centreWords.use();
  const health = useLoad(fetchReadiness, []);
  usePoll(health, POLL_MS);
  return (
    <>
      <h1>{words.office.nav.pages.health}</h1>
      <p class="quiet">{texts.healthHelp}</p>
      <Loading of={health}>
        {({ status, checks, last_backup: last }) => (
          <>
            <p class="state">
              <Icon name={status === "ready" ? "good" : "warning"} />
              {status === "ready" ? texts.ready : texts.notReady}
            </p>
            <Backup last={last} me={me} />
            <Table
              label={words.office.nav.pages.health}
              heads={[{ word: texts.part }, { word: texts.state }, { word: texts.answersIn, number: true }]}
              rows={checks.map(({ name, ok, milliseconds, detail }) => ({
                key: name,
                cells: [
                  texts.parts[name] ?? name,
                  <span class="state">
                    <Icon name={ok ? "good" : "warning"} />
                    {ok ? texts.works : `${texts.fails}: ${detail}`}
                  </span>,
                  texts.milliseconds(String(Math.round(milliseconds))),
                ],
              }))}
            />
          </>
        )}
      </Loading>
    </>
  );
}

function Backup({ last, me }: { last: string | null; me: Person }) {
  const words = useWords();
  const texts = centreWords.use();
  const age = last ? getServerTime() - Date.parse(last) : Infinity;
  return (
    <p class="state">
      <Icon name={age < BACKUP_OLD_MS ? "good" : "warning"} />
      {last ? texts.lastBackup(formatDayTime(last, me.zone, words), Math.floor(age / HOUR_MS)) : texts.noBackup}
    </p>
  );
}

/** A server that is not ready answers 503 with the same report. */
async function fetchReadiness(): Promise<Readiness> {
  try {
    return await talim.api.get("/health/ready/", { retries: 0 });
  } catch (error) {
    if (error instanceof ApiError && error.status === UNAVAILABLE && isReadiness(error.body)) return error.body;
    throw error;
  }
}

function isReadiness(body: unknown): body is Readiness {
  return typeof body === "object" && body !== null && "checks" in body;
}
