/** The devices on which one is signed in. */

import type { Answer } from "@talim/client";
import { formatDayTime } from "../../format.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { signOut, talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { accountWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { describeDevice } from "./device-name.ts";

type Session = Answer<"/auth/sessions/", "get">["results"][number];

export function Sessions({ me }: { me: Person }) {
  const texts = accountWords.use();
  const sessions = useLoad(
    () => fetchAllPages((page) => talim.api.get("/auth/sessions/", { query: { page, page_size: 100 } })),
    [],
  );
  return (
    <section class="card">
      <h2>{texts.devices}</h2>
      <Loading of={sessions}>
        {(all) => (
          <ul class="devices">
            {all.map((session) => (
              <Device key={session.id} session={session} me={me} onEnded={sessions.reload} />
            ))}
          </ul>
        )}
      </Loading>
      <ActButton
        word={texts.leaveAll}
        question={<p>{texts.leaveAllSure}</p>}
        act={() => talim.api.post("/auth/logout-all/", {})}
        onDone={() => void signOut()}
      />
    </section>
  );
}

function Device({ session, me, onEnded }: { session: Session; me: Person; onEnded: () => void }) {
  const words = useWords();
  const texts = accountWords.use();
  const device = describeDevice(session.device) || texts.unknownDevice;
  return (
    <li>
      <div>
        <strong>{device}</strong>
        {session.current ? (
          <span class="state">
            <Icon name="good" />
            {texts.thisDevice}
          </span>
        ) : null}
        <p class="quiet">
          {[texts.lastUsed(formatDayTime(session.last_used_at, me.zone, words)), session.address]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      {session.current ? null : (
        <ActButton
          word={texts.endDevice}
          act={() => talim.api.delete("/auth/sessions/{id}/", { path: { id: session.id } })}
          onDone={() => {
            showNotice(texts.deviceEnded(device));
            onEnded();
          }}
        />
      )}
    </li>
  );
}
