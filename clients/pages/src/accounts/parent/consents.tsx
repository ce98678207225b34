/** The consents for a child: the questions, the guardian's answers, and who gave them when. */

import type { PageProps } from "../../person-pages.ts";
import { ConsentCard } from "../consents/consent-card.tsx";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { ChildPage, type Child } from "../../parent/children.tsx";

export function Consents({ me, values }: PageProps) {
  const words = useWords();
  return (
    <>
      <p>
        <Link to="">← {words.nav.home}</Link>
      </p>
      <h1>{words.parent.consents}</h1>
      <ChildPage childId={values["child"]}>
        {(child) =>
          child.is_minor ? (
            <ConsentAnswers child={child} me={me} />
          ) : (
            <p class="empty">{words.parent.ownAnswers(child.first_name)}</p>
          )
        }
      </ChildPage>
    </>
  );
}

function ConsentAnswers({ child, me }: { child: Child; me: Person }) {
  const words = useWords();
  const path = { id: child.id };
  const consents = useLoad(
    async () => (await talim.api.get("/auth/children/{id}/consents/", { path })).consents,
    [child.id],
  );
  return (
    <>
      <p>{words.parent.consentsHelp(child.first_name)}</p>
      <Loading of={consents}>
        {(all) => (
          <ul class="cards">
            {all.map((consent) => (
              <ConsentCard
                key={consent.kind}
                consent={consent}
                me={me}
                send={(given) =>
                  talim.api.put("/auth/children/{id}/consents/{kind}/", {
                    path: { id: child.id, kind: consent.kind },
                    body: { given, version: consent.version },
                  })
                }
                onAnswered={consents.reload}
              />
            ))}
          </ul>
        )}
      </Loading>
    </>
  );
}

/** A notice on the first page: a consent waits for an answer. */
export function OpenConsentsNotice({ child }: { child: Child }) {
  const texts = useWords().parent;
  const missing = child.is_minor ? child.consents.filter((consent) => consent.given === null) : [];
  if (!missing.length) return null;
  const asksRecording = missing.some((consent) => consent.kind === "recording");
  return (
    <div class="notice">
      <Icon name="warning" />
      <div>
        <p>{(asksRecording ? texts.voiceAsked : texts.consentAsked)(child.first_name)}</p>
        <p>
          <Link to={`consents/${child.id}`}>{texts.answer}</Link>
        </p>
      </div>
    </div>
  );
}
