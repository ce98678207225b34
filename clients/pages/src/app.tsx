/** The frame around every page: where one can go, what is new, whether there is a network. */

import type { ComponentType } from "preact";
import { useEffect, useErrorBoundary, useMemo, useState } from "preact/hooks";
import { fresh, titled } from "./badge.ts";
import { entryAt, EntryPage } from "./entry/pages.tsx";
import { ofImport } from "./errors.ts";
import { SignInAgain, SignInPage } from "./entry/sign-in.tsx";
import { officeOf, runs } from "./office/part.ts";
import { parent } from "./parent/part.ts";
import { question } from "./push/moment.ts";
import { holds } from "./recording/memory.ts";
import { unsent } from "./recording/sending.ts";
import { Link, match, path } from "./router.tsx";
import { SignOut, type Left } from "./sign-out.tsx";
import { useStore } from "./store.ts";
import { teacherOf, teaches } from "./teacher/part.ts";
import { interrupted, person, recognise, stuck, talim, type Person } from "./talim.ts";
import { Icon, type Picture } from "./ui/icon.tsx";
import { Languages } from "./ui/languages.tsx";
import { Notices } from "./ui/notices.tsx";
import { Problem } from "./ui/problem.tsx";
import { useWords, type Words } from "./words/index.ts";

export interface PageProps {
  me: Person;
  values: Record<string, string>;
}

export type Page = ComponentType<PageProps>;

interface Address {
  title: (words: Words) => string;
  fetch: () => Promise<Page>;
}

/** A person's part of the pages: its addresses, each fetched when it is opened first, and what stands in its menu. */
export interface Part {
  pages: Record<string, Address>;
  menu: [to: string, word: keyof Words["nav"] | ((words: Words) => string), picture: Picture][];
  /** What one does here without a network is kept on the device and sent later. */
  keeps?: boolean;
  /** What of it the server does not have yet. */
  left?: (me: Person) => Promise<Left | undefined>;
  /** What goes on while this person is here, whichever page is open; its answer ends that. */
  begin?: () => Promise<() => void>;
}

const pupil: Part = {
  keeps: true,
  left: async (me) => {
    const all = await unsent(me.id);
    const [newest] = all;
    if (!newest) return undefined;
    const page = `homework/${newest}`;
    return { said: (words) => words.leaving.recordings(all.length), page, inMemory: holds(me.id) };
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
      fetch: async () => (await import("./pupil/payments.tsx")).Payments,
    },
  },
  menu: [
    ["", (words) => words.nav.home, "home"],
    ["coins", (words) => words.nav.coins, "coins"],
    ["payments", (words) => words.nav.payments, "payments"],
    ["messages", (words) => words.nav.messages, "messages"],
  ],
};

const others: Part = {
  pages: { "": { title: (words) => words.nav.home, fetch: async () => Later } },
  menu: [
    ["", (words) => words.nav.home, "home"],
    ["messages", (words) => words.nav.messages, "messages"],
  ],
};

/** Which part belongs to which role. */
const parts: Record<string, Part | ((me: Person) => Part)> = {
  student: pupil,
  teacher: teacherOf,
  parent,
  manager: officeOf,
  admin: officeOf,
};

/** What everybody has: what they were told, and how they want to be told. */
const everybodys: Part["pages"] = {
  messages: {
    title: (words) => words.messages.title,
    fetch: async () => (await import("./parent/messages.tsx")).MessagesAndWishes,
  },
  "messages/:id": {
    title: (words) => words.messages.title,
    fetch: async () => (await import("./pupil/message.tsx")).MessagePage,
  },
  wishes: {
    title: (words) => words.parent.wishes,
    fetch: async () => (await import("./parent/wishes-page.tsx")).WishesPage,
  },
};

/** A role that the centre cut for itself may hold nothing of the office and what a teacher needs, whatever it is cut from. */
function partOf(me: Person): Part {
  const part = parts[me.role] ?? others;
  const taught = (part === others || part === officeOf) && !runs(me) && teaches(me);
  const own = taught ? teacherOf(me) : typeof part === "function" ? part(me) : part;
  return { ...own, pages: { ...own.pages, ...everybodys } };
}

/** What of this person's is here and not with the server. */
export function leftOf(me: Person): Promise<Left | undefined> | undefined {
  return partOf(me).left?.(me);
}

/** Whether this person has a page at this address. */
export function opens(me: Person, address: string): boolean {
  return find(partOf(me), address)[0] !== undefined;
}

export function App() {
  const me = useStore(person);
  const again = useStore(interrupted);
  const words = useWords();
  const error = useStore(stuck);
  const entry = entryAt(useStore(path));
  if (entry) {
    return (
      <>
        <EntryPage key={path.get()} of={entry} />
        <Notices />
      </>
    );
  }
  if (me === undefined && error) return <Problem error={error} again={() => void recognise()} />;
  if (me === undefined) return <p class="waiting">{words.loading}</p>;
  return (
    <>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      {me ? <Frame me={me} /> : <SignInPage />}
      {again ? <SignInAgain /> : null}
      <Notices />
    </>
  );
}

function Frame({ me }: { me: Person }) {
  const words = useWords();
  const part = useMemo(() => partOf(me), [me.id, me.role, String(me.permissions)]);
  const unread = useUnread();
  useEffect(() => {
    let end: (() => void) | undefined;
    let left = false;
    const begin = () => {
      part.begin?.().then(
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
  return (
    <div class="frame">
      <header>
        <nav aria-label="Talim">
          {part.menu.map(([to, word, picture]) => (
            <Link key={to} to={to}>
              <Icon name={picture} />
              <span>{typeof word === "function" ? word(words) : words.nav[word]}</span>
              {to === "messages" && unread ? (
                <span class="count">
                  <span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
                  <span class="unseen">{words.unread(unread)}</span>
                </span>
              ) : null}
            </Link>
          ))}
        </nav>
      </header>
      <Network keeps={part.keeps ?? false} />
      <main id="content" tabIndex={-1}>
        <Question me={me} />
        <Outlet me={me} part={part} />
      </main>
      <footer>
        <Languages />
        <SignOut me={me} look={part.left} />
      </footer>
    </div>
  );
}

function Question({ me }: { me: Person }) {
  const found = useStore(question);
  return found?.me === me.id ? <found.Ask me={me} asked={found.asked} /> : null;
}

const fetched = new Map<Address, Page>();

/** Fetch the page that this person will see here, before the server has said who they are. */
export function fetchFor(expected: Person | undefined): void {
  const found = expected && find(partOf(expected), path.get())[0];
  found?.fetch().then(
    (page) => fetched.set(found, page),
    () => undefined,
  );
}

function Outlet({ me, part }: { me: Person; part: Part }) {
  const words = useWords();
  const here = useStore(path);
  const [error, reset] = useErrorBoundary();
  const [, drawn] = useState(0);
  const [tries, retry] = useState(0);
  const [away, fail] = useState<unknown>();
  const [found, values] = find(part, here);
  const Page = found && fetched.get(found);
  useEffect(() => {
    fail(undefined);
    if (!found || Page) return undefined;
    const ask = () =>
      void found.fetch().then(
        (page) => {
          fetched.set(found, page);
          drawn((n) => n + 1);
          fail(undefined);
        },
        (reason: unknown) => fail(() => ofImport(reason)),
      );
    ask();
    addEventListener("online", ask);
    return () => removeEventListener("online", ask);
  }, [found, tries]);
  useEffect(() => {
    if (error) reset();
  }, [here]);
  const news = useStore(fresh);
  useEffect(() => {
    document.title = titled(`${found?.title(words) ?? words.notFound} · Talim`, news);
  }, [found, words, news]);
  const again = () => (error || navigator.onLine ? location.reload() : retry((n) => n + 1));
  if (error ?? away) return <Problem error={error ?? away} again={again} />;
  if (!found) return <NotFound />;
  return Page ? <Page key={here} me={me} values={values} /> : <p class="waiting">{words.loading}</p>;
}

function find(part: Part, here: string): [Address | undefined, Record<string, string>] {
  for (const [pattern, page] of Object.entries(part.pages)) {
    const values = match(pattern, here);
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
function Later({ me }: PageProps) {
  const words = useWords();
  return (
    <>
      <h1>{words.home.hello(me.first_name)}</h1>
      <p>{words.soon}</p>
      <p>
        <a href="/admin/">{words.admin}</a>
      </p>
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

function Network({ keeps }: { keeps: boolean }) {
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
