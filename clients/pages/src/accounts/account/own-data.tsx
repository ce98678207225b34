/** Everything that the centre keeps about oneself, as a file. The address `account?data` leads here. */

import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Loading, useLoad, usePoll } from "../../ui/load.tsx";
import { accountWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { useSectionOfAddress } from "./section-of-address.ts";

const POLL_MS = 3_000;

export function OwnData({ me }: { me: Person }) {
  const words = useWords();
  const texts = accountWords.use();
  const state = useLoad(() => talim.api.get("/auth/users/me/export/"), []);
  const section = useSectionOfAddress("data", state.value !== undefined);
  usePoll(state, state.value?.state === "waiting" ? POLL_MS : undefined);
  return (
    <section class="card" ref={section}>
      <h2>{texts.data}</h2>
      <p class="quiet">{texts.dataHelp}</p>
      <Loading of={state}>
        {({ state: now, link, expires_at: until }) => (
          <>
            {now === "waiting" ? <p role="status">{texts.dataWaits}</p> : null}
            {now === "failed" ? <p role="status">{texts.dataFailed}</p> : null}
            {now === "ready" && link ? (
              <p role="status">
                <a class="button" href={link} download>
                  {texts.dataTake}
                </a>{" "}
                {until ? <span class="quiet">{texts.dataUntil(formatDayTime(until, me.zone, words))}</span> : null}
              </p>
            ) : null}
            {now === "waiting" ? null : (
              <ActButton
                word={now === "ready" ? texts.dataAgain : texts.dataAsk}
                act={() => talim.api.post("/auth/users/me/export/")}
                onDone={state.replace}
              />
            )}
          </>
        )}
      </Loading>
    </section>
  );
}
