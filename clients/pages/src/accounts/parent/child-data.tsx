/** Everything that the centre keeps about a child, as a file; and the request to erase it. */

import type { PageProps } from "../../person-pages.ts";
import { formatDayTime } from "../../format.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Loading, useLoad, usePoll } from "../../ui/load.tsx";
import { accountWords } from "../account/words/index.ts";
import { letterWords } from "../../notifications/parent/words/index.ts";
import { useWords } from "../../words/index.ts";
import { ChildPage, type Child } from "../../parent/children.tsx";

const POLL_MS = 3_000;

export function ChildData({ me, values }: PageProps) {
  const words = useWords();
  const texts = letterWords.use();
  return (
    <>
      <p>
        <Link to="">← {words.nav.home}</Link>
      </p>
      <h1>{texts.data}</h1>
      <ChildPage childId={values["child"]}>
        {(child) =>
          child.is_minor ? (
            <>
              {child.sees_progress && child.sees_recordings && child.sees_payments ? (
                <Archive child={child} me={me} />
              ) : (
                <p class="empty">{texts.notAll(child.first_name)}</p>
              )}
              <Erasure child={child} me={me} />
            </>
          ) : (
            <p class="empty">{texts.adult(child.first_name)}</p>
          )
        }
      </ChildPage>
    </>
  );
}

function Archive({ child, me }: { child: Child; me: Person }) {
  const words = useWords();
  const texts = letterWords.use();
  const path = { id: child.id };
  const archive = useLoad(() => talim.api.get("/auth/children/{id}/export/", { path }), [child.id]);
  usePoll(archive, archive.value?.state === "waiting" ? POLL_MS : undefined);
  return (
    <section class="card">
      <p>{texts.dataHelp(child.first_name)}</p>
      <Loading of={archive}>
        {({ state, link, expires_at: until }) => (
          <>
            {state === "waiting" ? <p role="status">{texts.waits}</p> : null}
            {state === "failed" ? <p role="status">{texts.failed}</p> : null}
            {state === "ready" && link ? (
              <p role="status">
                <a class="button" href={link} download>
                  {texts.take}
                </a>{" "}
                {until ? (
                  <span class="quiet">{accountWords.get().dataUntil(formatDayTime(until, me.zone, words))}</span>
                ) : null}
              </p>
            ) : null}
            {state === "waiting" ? null : (
              <ActButton
                word={state === "ready" ? texts.again : texts.ask}
                act={() => talim.api.post("/auth/children/{id}/export/", { path })}
                onDone={archive.replace}
              />
            )}
          </>
        )}
      </Loading>
    </section>
  );
}

/** What became of the newest request, and the next step: to ask, or to take it back. */
function Erasure({ child, me }: { child: Child; me: Person }) {
  const words = useWords();
  const texts = letterWords.use();
  const path = { id: child.id };
  const erasure = useLoad(() => talim.api.get("/auth/children/{id}/erase-request/", { path }), [child.id]);
  const when = (moment: string | null) => (moment ? formatDayTime(moment, me.zone, words) : "");
  return (
    <section class="card" aria-labelledby="erase">
      <h2 id="erase">{texts.eraseTitle}</h2>
      <p class="quiet">{texts.eraseHelp}</p>
      <Loading of={erasure}>
        {({
          state,
          requested_by: by,
          created_at: at,
          decided_by: decider,
          decided_at: decidedAt,
          reason,
          can_withdraw: canWithdraw,
        }) => (
          <>
            {state === "none" ? null : (
              <p role="status">
                {state === "waiting"
                  ? texts.eraseAsked(when(at), by?.full_name ?? "")
                  : [texts.eraseState[state], when(decidedAt), decider?.full_name].filter(Boolean).join(" · ")}
              </p>
            )}
            {reason ? <blockquote>{reason}</blockquote> : null}
            {canWithdraw ? (
              <ActButton
                word={texts.eraseTakeBack}
                act={() => talim.api.delete("/auth/children/{id}/erase-request/", { path })}
                onDone={erasure.replace}
              />
            ) : null}
            {["none", "refused", "withdrawn"].includes(state) ? (
              <ActButton
                word={texts.erase}
                question={<p>{texts.eraseSure(child.first_name)}</p>}
                act={() => talim.api.post("/auth/children/{id}/erase-request/", { path })}
                onDone={erasure.reload}
              />
            ) : null}
          </>
        )}
      </Loading>
    </section>
  );
}
