/** My account, for everybody: who one is, how one signs in, how the pages look, which devices are signed in. */

import type { PageProps } from "../../person-pages.ts";
import { TelegramLink } from "../../notifications/parent/preferences-page.tsx";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { accountWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { Email, Phone } from "./addresses.tsx";
import { canTakeData } from "./can-take-data.ts";
import { OwnConsents } from "./consents.tsx";
import { Guardians } from "./guardians.tsx";
import { Looks } from "./looks.tsx";
import { Names } from "./names.tsx";
import { OwnData } from "./own-data.tsx";
import { PasswordChange } from "./password.tsx";
import { Photo } from "./photo.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { OwnQuestions } from "./questions.tsx";
import { Sessions } from "./sessions.tsx";

function Telegram() {
  const texts = accountWords.use();
  const preferences = useLoad(() => talim.api.get("/notifications/preferences/me/"), []);
  return (
    <div class="card">
      <Loading of={preferences}>
        {({ telegram }) => (
          <>
            <TelegramLink state={telegram} />
            {telegram === "linked" ? (
              <ActButton
                word={texts.unlinkTelegram}
                class="plain"
                act={() => talim.api.delete("/notifications/telegram/link/")}
                onDone={() => {
                  showNotice(texts.telegramUnlinked);
                  preferences.reload();
                }}
              />
            ) : null}
          </>
        )}
      </Loading>
    </div>
  );
}

export function Account({ me }: PageProps) {
  const words = useWords();
  /** A child signs in by pictures, and has neither password nor messages of its own. */
  const isChild = me.child_profile !== null;
  return (
    <div class="account">
      <h1>{words.nav.account}</h1>
      <Photo me={me} />
      <Names me={me} />
      <Looks />
      {isChild ? null : (
        <>
          <Phone me={me} />
          <Email me={me} />
          <PasswordChange />
          <SecondFactor />
        </>
      )}
      <Sessions me={me} />
      {isChild ? null : (
        <>
          <section class="card">
            <h2>{words.messages.title}</h2>
            <p>
              <Link to="wishes">{words.nav.wishes}</Link>
            </p>
          </section>
          <Telegram />
        </>
      )}
      <OwnQuestions />
      {me.is_minor ? null : <OwnConsents me={me} />}
      {me.role === "student" && !me.is_minor ? <Guardians /> : null}
      {canTakeData(me) ? <OwnData me={me} /> : null}
    </div>
  );
}
