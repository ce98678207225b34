/**
 * The pages that need no session: links of e-mails, sign-up, the first run and the sign-in of children. Signed-in users can open them
 * too.
 */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useCentreLook } from "../../centre.ts";
import { CentreBrand } from "../../frame/centre-brand.tsx";
import { LanguageSwitch } from "../../ui/languages.tsx";
import { Problem } from "../../ui/problem.tsx";
import { entryArea } from "../../words/areas.ts";
import { withWords } from "../../words/catalogue.ts";
import { buyWords } from "../../learning/buy/words/index.ts";
import { placementWords } from "../../quizzes/placement/words/index.ts";
import { ticketWords } from "../../support/words/index.ts";
import { useWords, type Words } from "../../words/index.ts";

interface PublicRoute {
  title: (words: Words) => string;
  fetch: () => Promise<ComponentType>;
}

const PAGES: Record<string, PublicRoute> = {
  "password-reset": {
    title: (words) => words.entry.password,
    fetch: withWords([entryArea], async () => (await import("./password.tsx")).PasswordPage),
  },
  "verify-email": {
    title: (words) => words.entry.address,
    fetch: withWords([entryArea], async () => (await import("./address.tsx")).VerifyAddressPage),
  },
  invitation: {
    title: (words) => words.entry.invitation,
    fetch: withWords([entryArea], async () => (await import("./invitation.tsx")).InvitationPage),
  },
  "course-invitation": {
    title: (words) => words.entry.courseInvitation,
    fetch: withWords([entryArea, buyWords], async () => (await import("./course-invitation.tsx")).CourseInvitationPage),
  },
  activate: {
    title: (words) => words.entry.activation.title,
    fetch: withWords([entryArea], async () => (await import("./activation.tsx")).ActivationPage),
  },
  "sign-up": {
    title: (words) => words.entry.signUp.title,
    fetch: withWords([entryArea], async () => (await import("./sign-up.tsx")).SignUpPage),
  },
  placement: {
    title: () => placementWords.get().title,
    fetch: withWords(
      [entryArea, placementWords],
      async () => (await import("../../quizzes/placement/page.tsx")).PlacementPage,
    ),
  },
  "first-run": {
    title: (words) => words.entry.firstRun,
    fetch: withWords([entryArea], async () => (await import("../../portal/first-run/page.tsx")).FirstRunPage),
  },
  support: {
    title: () => ticketWords.get().guest.title,
    fetch: async () => (await import("../../support/fetches.ts")).fetchGuest(),
  },
  child: {
    title: (words) => words.entry.child.title,
    fetch: withWords([entryArea], async () => (await import("./child.tsx")).ChildSignInPage),
  },
};
const loadedPages = new Map(Object.entries(PAGES));

/** The page at this address, if it is a public one. */
export function findPublicPage(address: string): PublicRoute | undefined {
  return loadedPages.get(address);
}

export function PublicPage({ of: { title, fetch } }: { of: PublicRoute }) {
  const words = useWords();
  const [Page, setPage] = useState<ComponentType>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    fetch().then(
      (page) => setPage(() => page),
      (reason: unknown) => setError(() => reason),
    );
  }, [fetch]);
  const centre = useCentreLook()?.name ?? "Talim";
  useEffect(() => {
    // Its words come with the page.
    document.title = Page ? `${title(words)} · ${centre}` : centre;
  }, [title, words, centre, Page]);
  return (
    <main class="entry" id="content" tabIndex={-1}>
      <CentreBrand large />
      {Page ? <h1>{title(words)}</h1> : null}
      {error ? (
        <Problem error={error} again={() => location.reload()} />
      ) : Page ? (
        <Page />
      ) : (
        <p class="waiting">{words.loading}</p>
      )}
      <LanguageSwitch />
    </main>
  );
}
