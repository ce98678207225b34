/** An invitation link to an online course: which course it is, signing in where needed, and joining. */

import { ApiError } from "@talim/client";
import { useState } from "preact/hooks";
import { useStore } from "../../store.ts";
import { person, talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { buyWords } from "../../learning/buy/words/index.ts";
import { getLanguage, useWords } from "../../words/index.ts";
import { readHashValue } from "./link-token.ts";
import { buildSignUpAddress } from "./next-page.ts";
import { SignInForm } from "./sign-in.tsx";

export function CourseInvitationPage() {
  const words = useWords();
  const texts = buyWords.use();
  const [token] = useState(() => readHashValue("token"));
  const me = useStore(person);
  const offer = useLoad(
    () => talim.api.post("/courses/invitation-links/check/", { body: { token: token || "-" } }),
    [token],
  );
  if (offer.error) {
    return (
      <>
        <Problem error={offer.error} />
        <p>
          <a href="/app/">{words.toStart}</a>
        </p>
      </>
    );
  }
  return (
    <Loading of={offer}>
      {({ course, title }) => (
        <>
          <p>{texts.invitedTo(title[getLanguage()] ?? "")}</p>
          {me ? (
            <>
              <p class="quiet">{texts.joinAs([me.first_name, me.last_name].join(" ").trim())}</p>
              <ActButton
                word={texts.accept}
                class="main"
                act={() => join(token)}
                onDone={() => location.assign(`/app/course/${course}`)}
              />
            </>
          ) : (
            <>
              <p>{texts.signInFirst}</p>
              <SignInForm />
              <p>
                <a href={buildSignUpAddress(`course-invitation#token=${token}`)}>{texts.noAccount}</a>
              </p>
            </>
          )}
        </>
      )}
    </Loading>
  );
}

/** Who learns the course already is where the link leads to. */
async function join(token: string): Promise<void> {
  try {
    await talim.api.post("/courses/invitation-links/use/", { body: { token } });
  } catch (error) {
    if (!(error instanceof ApiError && error.code === "already_enrolled")) throw error;
  }
}
