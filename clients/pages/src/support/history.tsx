/** What happened to a ticket and when; who may read the audit log sees who changed what. */

import { useState } from "preact/hooks";
import { formatDayTime } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { loadCatalogues } from "../words/catalogue.ts";
import { auditWords } from "../settings/audit/words/index.ts";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import type { Ticket } from "./data.ts";

export function TicketHistory({ ticket, me }: { ticket: Ticket; me: Person }) {
  const words = useWords();
  const texts = ticketWords.use();
  const [opened, setOpened] = useState(false);
  const dates: [string, string | null][] = [
    [texts.history.opened, ticket.created_at],
    [texts.history.answered, ticket.first_answered_at],
    [texts.history.ended, ticket.ended_at],
    [texts.history.rated, ticket.rated_at],
  ];
  return (
    <section aria-labelledby="history">
      <h2 id="history">{texts.history.title}</h2>
      <ul class="rows">
        {dates.map(([word, at]) =>
          at === null ? null : (
            <li key={word}>
              <span>{word}</span>
              <span>{formatDayTime(at, me.zone, words)}</span>
            </li>
          ),
        )}
      </ul>
      {ticket.reopened_count ? <p>{texts.history.reopened(ticket.reopened_count)}</p> : null}
      {ticket.rating === null ? null : (
        <p>
          {texts.rating.given(ticket.rating)}
          {ticket.rating_words ? <q>{ticket.rating_words}</q> : null}
        </p>
      )}
      {me.permissions.includes("settings.audit") ? (
        <details onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
          <summary>{texts.history.log}</summary>
          {opened ? <Log ticket={ticket} me={me} /> : null}
        </details>
      ) : null}
    </section>
  );
}

function Log({ ticket, me }: { ticket: Ticket; me: Person }) {
  const words = useWords();
  const texts = ticketWords.use().history;
  const loaded = useLoad(async () => {
    await loadCatalogues([auditWords]);
    return (
      await talim.api.get("/settings/audit-logs/", {
        query: { object_type: "support.ticket", object_id: ticket.id, limit: 100 },
      })
    ).results;
  }, [ticket.id, ticket.state, ticket.priority, ticket.category, ticket.assignee?.id]);
  return (
    <Loading of={loaded}>
      {(entries) => {
        const actions = auditWords.get();
        return (
          <ul class="rows">
            {entries.map((entry) => (
              <li key={entry.id}>
                <span>
                  {actions[entry.action] ?? entry.action}{" "}
                  <span class="quiet small">{Object.values(entry.field_names).join(", ")}</span>
                </span>
                <span class="quiet">
                  {entry.actor?.full_name || texts.platform}, {formatDayTime(entry.created_at, me.zone, words)}
                </span>
              </li>
            ))}
          </ul>
        );
      }}
    </Loading>
  );
}
