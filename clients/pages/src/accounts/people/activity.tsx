/** What somebody did: sign-ins, refusals, what they looked at; the newest first. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { describeDevice } from "../account/device-name.ts";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { peopleWords } from "./words/index.ts";

type Feed = Answer<"/auth/users/{id}/activity/", "get">;

const SHOWN = 20;

/** It is loaded when one asks for it. */
export function Activity({ personId, me }: { personId: string; me: Person }) {
  const texts = peopleWords.use();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{texts.activity}</summary>
      {open ? <ActivityList personId={personId} me={me} /> : null}
    </details>
  );
}

function ActivityList({ personId, me }: { personId: string; me: Person }) {
  const words = useWords();
  const texts = peopleWords.use();
  const load = (cursor?: string) =>
    talim.api.get("/auth/users/{id}/activity/", {
      path: { id: personId },
      query: { limit: SHOWN, ...(cursor ? { cursor } : {}) },
    });
  const first = useLoad(() => load(), [personId]);
  const [older, setOlder] = useState<Feed[]>([]);
  return (
    <Loading of={first}>
      {(newest) => {
        const feeds = [newest, ...older];
        const rows = feeds.flatMap(({ results }) => results);
        const next = feeds.at(-1)?.next;
        return (
          <>
            {rows.length ? null : <p class="quiet">{words.form.nothingYet}</p>}
            <ul class="activity">
              {rows.map((row) => (
                <li key={row.id}>
                  {texts.actions[row.action] ?? texts.looked}{" "}
                  <span class="quiet">
                    {[formatDayTime(row.created_at, me.zone, words), describeDevice(row.device), row.address]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </li>
              ))}
            </ul>
            {next ? (
              <ActButton word={words.more} act={() => load(next)} onDone={(feed) => setOlder([...older, feed])} />
            ) : null}
          </>
        );
      }}
    </Loading>
  );
}
