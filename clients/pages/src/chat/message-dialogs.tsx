/** What lies over a room: a report of a message, and what a message said before. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { fromImportError } from "../errors.ts";
import { formatDayTime } from "../format.ts";
import type { ReportDialog } from "../moderation/report-dialog.tsx";
import { fetchWholeFeed } from "../office/all-pages.ts";
import { talim, type Person } from "../talim.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { describeError } from "../errors.ts";
import { withWords } from "../words/catalogue.ts";
import { chatWords } from "./words/index.ts";
import { forumWords } from "../forums/words/index.ts";
import { useWords } from "../words/index.ts";

/** Reasons have their words from the discussions. */
const fetchReport = withWords([forumWords], async () => (await import("../moderation/report-dialog.tsx")).ReportDialog);

interface DialogProps {
  /** The message. */
  id: string;
  close: () => void;
}

export function ReportMessage({ id, close }: DialogProps) {
  const words = useWords();
  const [Part, setPart] = useState<ComponentType<Parameters<typeof ReportDialog>[0]>>();
  useEffect(() => {
    fetchReport().then(
      (part) => setPart(() => part),
      (reason: unknown) => {
        showNotice(describeError(fromImportError(reason), words).text);
        close();
      },
    );
  }, []);
  return Part ? <Part kind="chat.message" id={id} close={close} /> : null;
}

/** The oldest first; what a deleted message said is the last one. */
export function Versions({ id, me, close }: DialogProps & { me: Person }) {
  const words = useWords();
  const texts = chatWords.use();
  const versions = useLoad(
    () =>
      fetchWholeFeed((cursor) =>
        talim.api.get("/chat/messages/{id}/versions/", { path: { id }, query: { limit: 100, cursor } }),
      ),
    [id],
  );
  return (
    <Dialog label={texts.versions} close={close}>
      <h2>{texts.versions}</h2>
      <Loading of={versions}>
        {(all) =>
          all.length ? (
            <ol class="rows">
              {all.map((version, place) => (
                <li key={place}>
                  <p class="quiet small">{texts.until(formatDayTime(version.created_at, me.zone, words))}</p>
                  <p class="message-text" dir="auto">
                    {version.text || texts.voice}
                  </p>
                </li>
              ))}
            </ol>
          ) : (
            <p>{texts.noVersions}</p>
          )
        }
      </Loading>
      <button type="button" onClick={close}>
        {words.close}
      </button>
    </Dialog>
  );
}
