/** The frame around every page: where one can go, what is new, whether there is a network. */

import type { ComponentType } from "preact";
import { useEffect, useErrorBoundary, useMemo, useState } from "preact/hooks";
import { newCount, addCountToTitle } from "./badge.ts";
import { useCentreLook } from "./centre.ts";
import { findPublicPage, PublicPage } from "./entry/public-pages.tsx";
import { fromImportError } from "./errors.ts";
import { SignInAgain, SignInPage } from "./entry/sign-in.tsx";
import { hasOfficePages } from "./office/page-permissions.ts";
import { getOfficePages } from "./office/role-pages.ts";
import { parentPages } from "./parent/role-pages.ts";
import { PersonPagesContext, type Page, type PageProps, type PageRoute, type PersonPages, type RolePages } from "./person-pages.ts";
import { question } from "./push/question-timing.ts";
import { hasMemoryOnlyRecordings } from "./recording/close-warning.ts";
import { listUnsentHomework } from "./recording/upload-queue.ts";
import { AccountLink } from "./frame/account-link.tsx";
import { CentreBrand } from "./frame/centre-brand.tsx";
import { Palette } from "./frame/palette.tsx";
import { SideBar } from "./frame/side-bar.tsx";
import { ViewingBar } from "./frame/viewing-bar.tsx";
import { Link, matchPath, path } from "./router.tsx";
import { SignOutButton, type UnsentWork } from "./sign-out.tsx";
import { stepUpAsked } from "./step-up/ask.ts";
import { useStore } from "./store.ts";
import { hasTeacherPages } from "./teacher/page-permissions.ts";
import { getTeacherPages } from "./teacher/role-pages.ts";
import { expiredPerson, person, loadPerson, personError, talim, type Person } from "./talim.ts";
import { Icon } from "./ui/icon.tsx";
import { LanguageSwitch } from "./ui/languages.tsx";
import { Notices } from "./ui/notices.tsx";
import { Problem } from "./ui/problem.tsx";
import { isViewing } from "./viewing.ts";
import { accountWords } from "./words/account/index.ts";
import { withWords } from "./words/catalogue.ts";
import { useWords } from "./words/index.ts";
import { familyMoneyWords } from "./words/pupil/money/index.ts";

const pupilPages: RolePages = {
  worksOffline: true,
  findUnsentWork: async (me) => {
    const all = await listUnsentHomework(me.id);
    const [newest] = all;
    if (!newest) return undefined;
    const page = `homework/${newest}`;
    return { describe: (words) => words.leaving.recordings(all.length), page, inMemory: hasMemoryOnlyRecordings(me.id) };
  },
  pages: {
    "": { title: (words) => words.nav.home, fetch: async () => (await import("./pupil/home.tsx")).Home },
    "homework/:id": {
      title: (words) => words.home.homework,
      fetch: async () => (await import("./pupil/homework.tsx")).HomeworkPage,
    },
    coins: { title: (words) => words.nav.coins, fetch: async () => (await import("./pupil/coins.tsx")).Coins },
    "check-in/:lesson": {
      title: (words) => words.entry.checkIn,
      fetch: async () => (await import("./pupil/check-in.tsx")).CheckIn,
    },
    payments: {
      title: (words) => words.payments.title,
      fetch: withWords([familyMoneyWords], async () => (await import("./pupil/payments.tsx")).Payments),
    },
  },
  menu: [
    ["", (words) => words.nav.home, "home"],
    ["coins", (words) => words.nav.coins, "coins"],
    ["payments", (words) => words.nav.payments, "payments"],
    ["messages", (words) => words.nav.messages, "messages"],
  ],
};

const otherPages: RolePages = {
  pages: { "": { title: (words) => words.nav.home, fetch: async () => NoPagesYet } },
  menu: [
    ["", (words) => words.nav.home, "home"],
    ["messages", (words) => words.nav.messages, "messages"],
  ],
};

/** Which part belongs to which role. */
const pagesByRole: Record<string, RolePages | ((me: Person) => RolePages)> = {
  student: pupilPages,
  teacher: getTeacherPages,
  parent: parentPages,
  manager: getOfficePages,
  admin: getOfficePages,
};

/** What everybody has: what they were told, and how they want to be told. */
const sharedPages: RolePages["pages"] = {
  messages: {
    title: (words) => words.messages.title,
    fetch: async () => (await import("./parent/messages.tsx")).MessagesAndPreferences,
  },
  "messages/:id": {
    title: (words) => words.messages.title,
    fetch: async () => (await import("./pupil/message.tsx")).MessagePage,
  },
  wishes: {
    title: (words) => words.parent.wishes,
    fetch: async () => (await import("./parent/preferences-page.tsx")).PreferencesPage,
  },
  account: {
    title: (words) => words.office.nav.pages.account,
    fetch: withWords([accountWords], async () => (await import("./account/page.tsx")).Account),
  },
};

/** A role that the centre cut for itself may hold nothing of the office and what a teacher needs, whatever it is cut from. */
function getRolePages(me: Person): RolePages {
  const part = pagesByRole[me.role] ?? otherPages;
  const taught = (part === otherPages || part === getOfficePages) && !hasOfficePages(me) && hasTeacherPages(me);
  const own = taught ? getTeacherPages(me) : typeof part === "function" ? part(me) : part;
  return { ...own, pages: { ...own.pages, ...sharedPages } };
}

/** What of this person's is here and not with the server. */
function findUnsentWork(me: Person): Promise<UnsentWork | undefined> | undefined {
  return getRolePages(me).findUnsentWork?.(me);
}

/** Whether this person has a page at this address. */
function hasPage(me: Person, address: string): boolean {
  return findRoute(getRolePages(me), address)[0] !== undefined;
}

const personPages: PersonPages = { hasPage, findUnsentWork };

export function App() {
  return (
    <PersonPagesContext.Provider value={personPages}>
      <CurrentPage />
    </PersonPagesContext.Provider>
  );
}

function CurrentPage() {
  const me = useStore(person);
  const again = useStore(expiredPerson);
  const words = useWords();
  const error = useStore(personError);
  const entry = findPublicPage(useStore(path));
  if (entry) {
    return (
      <>
        <PublicPage key={path.get()} of={entry} />
        <Notices />
      </>
    );
  }
  if (me === undefined && error) return <Problem error={error} again={() => void loadPerson()} />;
  if (me === undefined) return <p class="waiting">{words.loading}</p>;
  return (
    <>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      {me && isViewing ? <ViewingBar me={me} /> : null}
      {me ? <Frame me={me} /> : <SignInPage />}
      {again ? <SignInAgain /> : null}
      <StepUpSlot />
      <Notices />
    </>
  );
}

/** Its dialog is fetched when an act asks for it first; without it the act stays refused. */
function StepUpSlot() {
  const asked = useStore(stepUpAsked);
  const [Question, set] = useState<ComponentType>();
  useEffect(() => {
    if (!asked || Question) return;
    import("./step-up/dialog.tsx").then(
      ({ StepUp }) => set(() => StepUp),
      () => asked(false),
    );
  }, [asked]);
  return asked && Question ? <Question /> : null;
}

function Frame({ me }: { me: Person }) {
  const words = useWords();
  const part = useMemo(() => getRolePages(me), [me.id, me.role, String(me.permissions)]);
  const here = useStore(path);
  const unread = useUnread();
  const unreadAt = part.menu.some(([to]) => to === "messages") ? "messages" : "menu";
  useEffect(() => {
    let end: (() => void) | undefined;
    let left = false;
    const begin = () => {
      part.start?.().then(
        (stop) => (left ? stop() : (end = stop)),
        () => left || addEventListener("online", begin, { once: true }),
      );
    };
    begin();
    return () => {
      left = true;
      removeEventListener("online", begin);
      end?.();
    };
  }, [part, me.id]);
  const frame = ["frame", here ? "" : "home", part.sections ? "staff" : "", part.sections && "menu" in part.pages ? "has-menu" : ""].filter(Boolean);
  return (
    <div class={frame.join(" ")}>
      <header>
        <CentreBrand />
        {part.sections ? <SideBar sections={part.sections} unread={unread} /> : null}
        <nav class="bar" aria-label="Talim">
          {part.menu.map(([to, word, picture]) => (
            <Link key={to} to={to}>
              <Icon name={picture} />
              <span>{typeof word === "function" ? word(words) : words.nav[word]}</span>
              {to === unreadAt && unread ? (
                <span class="count">
                  <span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
                  <span class="unseen">{words.unread(unread)}</span>
                </span>
              ) : null}
            </Link>
          ))}
        </nav>
      </header>
      {part.sections ? <Palette me={me} /> : null}
      <NetworkNotice keeps={part.worksOffline ?? false} />
      <main id="content" tabIndex={-1}>
        <PushQuestionSlot me={me} />
        <Outlet me={me} part={part} />
      </main>
      <footer>
        {part.sections ? <AccountLink me={me} to={"account" in part.pages ? "account" : undefined} /> : null}
        <LanguageSwitch />
        <Link to="account" class="foot-account">
          {words.office.nav.pages.account}
        </Link>
        <SignOutButton me={me} look={part.findUnsentWork} />
      </footer>
    </div>
  );
}

function PushQuestionSlot({ me }: { me: Person }) {
  const asked = useStore(question);
  return asked?.personId === me.id ? <asked.Ask me={me} asked={asked.audience} /> : null;
}

const loadedPages = new Map<PageRoute, Page>();

/** Fetch the page that this person will see here, before the server has said who they are. */
export function preloadPage(expected: Person | undefined): void {
  const expectedRoute = expected && findRoute(getRolePages(expected), path.get())[0];
  expectedRoute?.fetch().then(
    (page) => loadedPages.set(expectedRoute, page),
    () => undefined,
  );
}

function Outlet({ me, part }: { me: Person; part: RolePages }) {
  const words = useWords();
  const here = useStore(path);
  const [error, reset] = useErrorBoundary();
  const [, drawn] = useState(0);
  const [tries, retry] = useState(0);
  const [away, fail] = useState<unknown>();
  const [route, values] = findRoute(part, here);
  const Page = route && loadedPages.get(route);
  useEffect(() => {
    fail(undefined);
    if (!route || Page) return undefined;
    const ask = () =>
      void route.fetch().then(
        (page) => {
          loadedPages.set(route, page);
          drawn((n) => n + 1);
          fail(undefined);
        },
        (reason: unknown) => fail(() => fromImportError(reason)),
      );
    ask();
    addEventListener("online", ask);
    return () => removeEventListener("online", ask);
  }, [route, tries]);
  useEffect(() => {
    if (error) reset();
  }, [here]);
  const news = useStore(newCount);
  const centre = useCentreLook()?.name ?? "Talim";
  useEffect(() => {
    document.title = addCountToTitle(`${route?.title(words) ?? words.notFound} · ${centre}`, news);
  }, [route, words, news, centre]);
  const again = () => (error || navigator.onLine ? location.reload() : retry((n) => n + 1));
  if (error ?? away) return <Problem error={error ?? away} again={again} />;
  if (!route) return <NotFound />;
  return Page ? <Page key={here} me={me} values={values} /> : <p class="waiting">{words.loading}</p>;
}

function findRoute(part: RolePages, here: string): [PageRoute | undefined, Record<string, string>] {
  for (const [pattern, page] of Object.entries(part.pages)) {
    const values = matchPath(pattern, here);
    if (values) return [page, values];
  }
  return [undefined, {}];
}

function NotFound() {
  const words = useWords();
  return (
    <>
      <h1>{words.notFound}</h1>
      <Link to="">{words.toStart}</Link>
    </>
  );
}

/** For whom no pages are built yet. */
function NoPagesYet({ me }: PageProps) {
  const words = useWords();
  return (
    <>
      <h1>{words.home.hello(me.first_name)}</h1>
      <p>{words.soon}</p>
    </>
  );
}

function useUnread(): number {
  const [unread, set] = useState(talim.realtime.own.state?.unread ?? 0);
  useEffect(() => {
    set(talim.realtime.own.state?.unread ?? 0);
    return talim.realtime.own.onChange((state) => set(state.unread));
  }, []);
  return unread;
}

function NetworkNotice({ keeps }: { keeps: boolean }) {
  const words = useWords();
  const [online, set] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => set(navigator.onLine);
    look();
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  return (
    <div role="status">
      {online ? null : (
        <p class="notice">
          <Icon name="away" />
          {keeps ? words.offline : words.offlineHere}
        </p>
      )}
    </div>
  );
}
