/** What happened with an account: visits, and who changed what. */

import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";
import { hasPermission } from "../../office/permissions.ts";

const ROWS = 30;

export function History({ id, me }: { id: string; me: Person }) {
  const { history: texts } = pupilsWords.use();
  return (
    <>
      {hasPermission(me, "settings.audit") ? (
        <section>
          <h4>{texts.changes}</h4>
          <Changes id={id} me={me} />
        </section>
      ) : null}
      <section>
        <h4>{texts.signIns}</h4>
        <Visits id={id} me={me} />
      </section>
    </>
  );
}

function Changes({ id, me }: { id: string; me: Person }) {
  const words = useWords();
  const { history: texts, facts } = pupilsWords.use();
  const names = facts as unknown as Record<string, unknown>;
  const entries = useLoad(
    () => talim.api.get("/settings/audit-logs/", { query: { object_id: id, limit: ROWS } }),
    [id],
  );
  const getName = (field: string) => names[field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];
  return (
    <Loading of={entries}>
      {({ results }) =>
        results.length ? (
          <ul class="plain-list">
            {results.map((entry) => (
              <li key={entry.id}>
                {texts.acts[entry.action] ?? texts.other}
                <span class="quiet">
                  {" "}
                  {[
                    entry.fields
                      .map(getName)
                      .filter((name) => typeof name === "string")
                      .join(", "),
                    entry.actor?.full_name ?? texts.somebody,
                    formatDayTime(entry.created_at, me.zone, words),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p class="empty">{texts.none}</p>
        )
      }
    </Loading>
  );
}

function Visits({ id, me }: { id: string; me: Person }) {
  const words = useWords();
  const { history: texts } = pupilsWords.use();
  const visits = useLoad(
    () => talim.api.get("/auth/users/{id}/activity/", { path: { id }, query: { limit: ROWS } }),
    [id],
  );
  return (
    <Loading of={visits}>
      {({ results }) =>
        results.length ? (
          <ul class="plain-list">
            {results.map((visit) => (
              <li key={visit.id}>
                {texts.acts[visit.action] ?? texts.other}
                <span class="quiet">
                  {" "}
                  {[visit.device, formatDayTime(visit.created_at, me.zone, words)].filter(Boolean).join(" · ")}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p class="empty">{texts.none}</p>
        )
      }
    </Loading>
  );
}
