/** Whether each part of the server works. */

import { talim } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad, usePoll } from "../../ui/load.tsx";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { centreWords } from "../../words/office/centre/index.ts";

const POLL_MS = 15_000;

export function Health() {
  const words = useWords();
  const texts = centreWords.use();
  const health = useLoad(() => talim.api.get("/health/ready/"), []);
  usePoll(health, POLL_MS);
  return (
    <>
      <h1>{words.office.nav.pages.health}</h1>
      <p class="quiet">{texts.healthHelp}</p>
      <Loading of={health}>
        {({ status, checks }) => (
          <>
            <p class="state">
              <Icon name={status === "ready" ? "good" : "warning"} />
              {status === "ready" ? texts.ready : texts.notReady}
            </p>
            <Table
              label={words.office.nav.pages.health}
              heads={[{ word: texts.part }, { word: texts.state }, { word: "ms", number: true }]}
              rows={checks.map(({ name, ok, milliseconds, detail }) => ({
                key: name,
                cells: [
                  name,
                  <span class="state">
                    <Icon name={ok ? "good" : "warning"} />
                    {ok ? texts.works : `${texts.fails}: ${detail}`}
                  </span>,
                  Math.round(milliseconds),
                ],
              }))}
            />
          </>
        )}
      </Loading>
    </>
  );
}
