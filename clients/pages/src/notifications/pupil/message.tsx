/** The page behind a push message: marks the message as read and opens what it is about. */

import { useEffect } from "preact/hooks";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { formatDayTime } from "../../format.ts";
import { replacePage, Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { findMessagePage } from "./message-pages.ts";

export function MessagePage({ me, values }: PageProps) {
  const words = useWords();
  const { hasPage } = usePersonPages();
  const path = { id: values["id"] ?? "" };
  const message = useLoad(() => talim.api.post("/notifications/{id}/mark-read/", { path }), [path.id]);
  const page = message.value && findMessagePage(message.value, (address) => hasPage(me, address));
  useEffect(() => {
    if (page !== undefined) replacePage(page);
  }, [page]);
  return (
    <>
      <p>
        <Link to="messages">← {words.messages.title}</Link>
      </p>
      <Loading of={message}>
        {(notification) => (
          <>
            <h1>{notification.title}</h1>
            <p>{notification.text}</p>
            <p class="quiet small">{formatDayTime(notification.changed_at, me.zone, words)}</p>
          </>
        )}
      </Loading>
    </>
  );
}
