/** The frame around every page: where one can go, what is new, whether there is a network. */

import type { ComponentType } from "preact";
import { useEffect, useErrorBoundary, useState } from "preact/hooks";
import { areQuestionsSettled } from "./accounts/account/questions-settled.ts";
import { newCount, addCountToTitle, unreadChat } from "./badge.ts";
import { useCentreLook } from "./centre.ts";
import { findPublicPage, PublicPage } from "./accounts/entry/public-pages.tsx";
import { fromImportError } from "./errors.ts";
import { SignInAgain } from "./accounts/entry/sign-in.tsx";
import { VisitorPage } from "./accounts/entry/visitor-page.tsx";
import { PersonPagesContext, type Page, type PageRoute, type RolePages } from "./person-pages.ts";
import { question } from "./notifications/push/question-timing.ts";
import { AccountLink } from "./frame/account-link.tsx";
import { CentreBrand } from "./frame/centre-brand.tsx";
import { Help } from "./frame/help.tsx";
import { ReportButton, ReportSlot } from "./frame/report-problem.tsx";
import { ViewingBar } from "./frame/viewing-bar.tsx";
import { findRoute, personPages, preloadRolePages, useRolePages } from "./role-pages.tsx";
import { Link, path } from "./router.tsx";
import { SignOutButton } from "./sign-out.tsx";
import { stepUpAsked } from "./accounts/step-up/ask.ts";
import { useStore } from "./store.ts";
import { expiredPerson, person, loadPerson, personError, type Person } from "./talim.ts";
import { Icon } from "./ui/icon.tsx";
import { LanguageSwitch } from "./ui/languages.tsx";
import { isWithoutNetwork, NeedsNetwork, Waiting } from "./ui/load.tsx";
import { Notices } from "./ui/notices.tsx";
import { Problem } from "./ui/problem.tsx";
import { UnreadCount, useUnread } from "./ui/unread.tsx";
import { isViewing } from "./viewing.ts";
import { accountWords } from "./accounts/account/words/index.ts";
import { withWords } from "./words/catalogue.ts";
import { learnWords } from "./learning/learn/words/index.ts";
import { takeWords } from "./quizzes/take/words/index.ts";
import { useWords } from "./words/index.ts";

export function App() {
  const [error] = useErrorBoundary();
  if (error !== undefined) {
    return (
      <main class="entry" id="content">
        <Problem error={error} again={() => location.reload()} />
      </main>
    );
  }
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
  if (me === undefined && error)
    return isWithoutNetwork(error) ? <NeedsNetwork /> : <Problem error={error} again={() => void loadPerson()} />;
  if (me === undefined) return <Waiting />;
  return (
    <>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      {me && isViewing ? <ViewingBar me={me} /> : null}
      {me ? <PersonFrame me={me} /> : <VisitorPage />}
      {again ? <SignInAgain /> : null}
      <StepUpSlot />
      <Notices />
    </>
  );
}

/** Its dialog is fetched when an act asks for it first; without it the act stays refused. */
function StepUpSlot() {
  const asked = useStore(stepUpAsked);
  const [Question, setQuestion] = useState<ComponentType>();
  useEffect(() => {
    if (!asked || Question) return;
    import("./accounts/step-up/dialog.tsx").then(
      ({ StepUp }) => setQuestion(() => StepUp),
      () => asked(false),
    );
  }, [asked]);
  return asked && Question ? <Question /> : null;
}

function PersonFrame({ me }: { me: Person }) {
  const { part, error, again } = useRolePages(me);
  if (part) return <Frame me={me} part={part} />;
  return error === undefined ? <Waiting /> : <Problem error={error} again={again} />;
}

function Frame({ me, part }: { me: Person; part: RolePages }) {
  const words = useWords();
  const here = useStore(path);
  const unread = useUnread();
  const hasInMenu = (page: string) => part.menu.some(([to]) => to === page);
  const unreadAt = hasInMenu("messages") ? "messages" : "menu";
  const chatAt = hasInMenu("chat") ? "chat" : hasInMenu("menu") ? "menu" : "messages";
  const unreadOfChat = useStore(unreadChat);
  const countAt = (to: string) => (to === unreadAt ? unread : 0) + (to === chatAt ? unreadOfChat : 0);
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
  const frame = [
    "frame",
    here ? "" : "home",
    part.sections ? "staff" : "",
    part.sections && "menu" in part.pages ? "has-menu" : "",
  ].filter(Boolean);
  return (
    <div class={frame.join(" ")}>
      <header>
        <CentreBrand />
        {part.staffFrame && part.sections ? (
          <part.staffFrame.SideBar
            sections={part.sections}
            unread={unread}
            chat={"chat" in part.pages}
            tickets={"my-tickets" in part.pages}
          />
        ) : null}
        <nav class="bar" aria-label="Talim">
          {part.menu.map(([to, word, picture]) => (
            <Link key={to} to={to}>
              <Icon name={picture} />
              <span>{typeof word === "function" ? word(words) : words.nav[word]}</span>
              <UnreadCount of={countAt(to)} class="count" />
            </Link>
          ))}
        </nav>
        {"chat" in part.pages ? <ChatSlot key={me.id} me={me} /> : null}
      </header>
      {part.staffFrame ? <part.staffFrame.Palette me={me} /> : null}
      <NetworkNotice keeps={part.worksOffline ?? false} />
      <main id="content" tabIndex={-1}>
        <PushQuestionSlot me={me} />
        <Outlet me={me} part={part} />
        <ContinueSlot key={`${me.id} continue`} here={here} me={me} />
        <QuestionsSlot key={me.id} here={here} />
      </main>
      <footer>
        {part.sections ? <AccountLink me={me} to={"account" in part.pages ? "account" : undefined} /> : null}
        <LanguageSwitch />
        <Help me={me} />
        <ReportButton class="plain" />
        <Link to="account" class="foot-account">
          {words.nav.account}
        </Link>
        <SignOutButton me={me} look={personPages.findUnsentWork} />
      </footer>
      <ReportSlot key={`${me.id} report`} me={me} />
    </div>
  );
}

/** How long (ms) after the beginning it is fetched what is new in chat: the first view comes first. */
const CHAT_MS = 2_500;

/** What is new in chat, and on wide screens the way to it from any page. */
function ChatSlot({ me }: { me: Person }) {
  const [Entry, setEntry] = useState<ComponentType<{ me: Person }>>();
  useEffect(() => {
    const ask = () =>
      void import("./frame/chat-entry.tsx").then(
        ({ ChatEntry }) => setEntry(() => ChatEntry),
        () => undefined,
      );
    const timer = setTimeout(ask, CHAT_MS);
    addEventListener("online", ask);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", ask);
    };
  }, []);
  return Entry ? <Entry me={me} /> : null;
}

function PushQuestionSlot({ me }: { me: Person }) {
  const asked = useStore(question);
  return asked?.personId === me.id ? <asked.Ask me={me} asked={asked.audience} /> : null;
}

/** What the centre asks new people stands below their first page. It is fetched where it was neither answered nor put off. */
function QuestionsSlot({ here }: { here: string }) {
  const [Offer, setOffer] = useState<ComponentType>();
  useEffect(() => {
    if (here || Offer || isViewing || areQuestionsSettled()) return;
    fetchQuestionsOffer().then(
      (offer) => setOffer(() => offer),
      () => undefined,
    );
  }, [here]);
  return here === "" && Offer ? <Offer /> : null;
}

/** Who has a first page of another sort: what somebody learns online, and quizzes to take, stand below it. */
const LEARNING_ROLES = ["student", "parent", "teacher"];

function ContinueSlot({ here, me }: { here: string; me: Person }) {
  const [Part, setPart] = useState<ComponentType<{ me: Person }>>();
  useEffect(() => {
    if (here || Part || isViewing || !LEARNING_ROLES.includes(me.role)) return;
    fetchContinueLearning().then(
      (part) => setPart(() => part),
      () => undefined,
    );
  }, [here]);
  return here === "" && Part ? <Part me={me} /> : null;
}

const fetchContinueLearning = withWords(
  [learnWords, takeWords],
  async () => (await import("./quizzes/take/continue.tsx")).Continue,
);

const fetchQuestionsOffer = withWords(
  [accountWords],
  async () => (await import("./accounts/account/questions-offer.tsx")).QuestionsOffer,
);

const loadedPages = new Map<PageRoute, Page>();

/** Fetch the page that this person will see here, before the server has said who they are. */
export function preloadPage(expected: Person | undefined): void {
  if (!expected) return;
  void preloadRolePages(expected)
    .then(async (part) => {
      const [route] = findRoute(part, path.get());
      if (route) loadedPages.set(route, await route.fetch());
    })
    .catch(() => undefined);
}

function Outlet({ me, part }: { me: Person; part: RolePages }) {
  const words = useWords();
  const here = useStore(path);
  const [error, reset] = useErrorBoundary();
  const [, drawn] = useState(0);
  const [tries, setTries] = useState(0);
  const [away, setAway] = useState<unknown>();
  const [route, values] = findRoute(part, here);
  const Page = route && loadedPages.get(route);
  useEffect(() => {
    setAway(undefined);
    if (!route || Page) return undefined;
    const ask = () =>
      void route.fetch().then(
        (page) => {
          loadedPages.set(route, page);
          drawn((n) => n + 1);
          setAway(undefined);
        },
        (reason: unknown) => setAway(() => fromImportError(reason)),
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
  const again = () => (error || navigator.onLine ? location.reload() : setTries((n) => n + 1));
  if (error ?? away) return <Problem error={error ?? away} again={again} />;
  if (!route) return <NotFound />;
  return Page ? <Page key={here} me={me} values={values} /> : <Waiting />;
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

function NetworkNotice({ keeps }: { keeps: boolean }) {
  const words = useWords();
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
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
