/** The messages that went to a person, and what teachers wrote to the family. */

import { useState } from "preact/hooks";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { ShowMore } from "../../ui/show-more.tsx";
import { getLanguage, useWords } from "../../words/index.ts";
import { pupilsWords } from "./words/index.ts";

const STATE_ICONS: Record<string, IconName> = {
  queued: "clock",
  sent: "send",
  delivered: "good",
  failed: "warning",
  skipped: "close",
};
const STEP = 20;

export function Messages({ id, me, isPupil }: { id: string; me: Person; isPupil: boolean }) {
  const words = useWords();
  const { messages: texts } = pupilsWords.use();
  const [limit, setLimit] = useState(STEP);
  const deliveries = useLoad(
    () => talim.api.get("/notifications/deliveries/", { query: { user: id, limit } }),
    [id, limit],
  );
  return (
    <>
      <Loading of={deliveries}>
        {({ results, next }) => (
          <>
            {results.length ? (
              <ul class="cards">
                {results.map((delivery) => (
                  <li key={delivery.id} class="card">
                    <span class="state">
                      <Icon name={STATE_ICONS[delivery.state] ?? "clock"} />
                      {texts.states[delivery.state]}, {texts.channels[delivery.channel]}
                    </span>
                    <span class="quiet">
                      {[formatDayTime(delivery.created_at, me.zone, words), delivery.address, delivery.why]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </li>
                ))}
              </ul>
            ) : (
              <p class="empty">{texts.none}</p>
            )}
            <ShowMore when={next !== null && limit < 100} show={() => setLimit(limit + STEP)} />
          </>
        )}
      </Loading>
      {isPupil ? <FamilyMessages id={id} me={me} /> : null}
    </>
  );
}

function FamilyMessages({ id, me }: { id: string; me: Person }) {
  const words = useWords();
  const { messages: texts, history } = pupilsWords.use();
  const messages = useLoad(
    () => talim.api.get("/notifications/family-messages/", { query: { student: id, page_size: 20 } }),
    [id],
  );
  return (
    <Loading of={messages}>
      {({ results }) =>
        results.length ? (
          <section>
            <h4>{texts.family}</h4>
            <ul class="cards">
              {results.map((message) => (
                <li key={message.id} class="card">
                  {message.title[getLanguage()] ? <strong>{message.title[getLanguage()]}</strong> : null}
                  <span>{message.text[getLanguage()]}</span>
                  <span class="quiet">
                    {[
                      message.author?.full_name ?? history.somebody,
                      formatDayTime(message.created_at, me.zone, words),
                    ].join(" · ")}
                  </span>
                  {message.answers.map((answer) => (
                    <blockquote key={answer.id}>
                      {answer.text} <span class="quiet">{answer.author.full_name}</span>
                    </blockquote>
                  ))}
                </li>
              ))}
            </ul>
          </section>
        ) : null
      }
    </Loading>
  );
}
