/**
 * What an adult allows the centre to do. For minors the guardians answer. Nothing waits for the answer of who learns
 * nothing here, and who records no homework is not asked about recordings.
 */

import { ConsentCard } from "../consents/consent-card.tsx";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { accountWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";

const OF_HOMEWORK = new Set(["recording", "machine_learning"]);
const LEARNERS = new Set(["student", "member"]);

export function OwnConsents({ me }: { me: Person }) {
  const words = useWords();
  const texts = accountWords.use();
  const consents = useLoad(async () => (await talim.api.get("/auth/users/me/consents/")).consents, []);
  return (
    <section class="card">
      <h2>{words.parent.consents}</h2>
      <p class="quiet">{texts.consentsHelp}</p>
      <Loading of={consents}>
        {(all) => (
          <ul class="cards">
            {all
              .filter((consent) => LEARNERS.has(me.role) || consent.given !== null || !OF_HOMEWORK.has(consent.kind))
              .map((consent) => (
                <ConsentCard
                  key={consent.kind}
                  consent={consent}
                  me={me}
                  quiet={me.role !== "student"}
                  send={(given) =>
                    talim.api.put("/auth/users/me/consents/{kind}/", {
                      path: { kind: consent.kind },
                      body: { given, version: consent.version },
                    })
                  }
                  onAnswered={consents.reload}
                />
              ))}
          </ul>
        )}
      </Loading>
    </section>
  );
}
