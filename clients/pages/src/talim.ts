/** The one client of this tab, who is signed in, and in which language one speaks with them. */

import { createClient, memoryStore, NetworkError, type Answer, type ClientOptions, type KeyStore } from "@talim/client";
import { PageError } from "./errors.ts";
import { hasMemoryOnlyRecordings } from "./homework/recording/close-warning.ts";
import { readFailure } from "./last-failure.ts";
import { fetchWithStepUp } from "./accounts/step-up/ask.ts";
import { Store } from "./store.ts";
import { endViewing, getTabSession, isViewing } from "./viewing.ts";
import { LANGUAGES, loadWords, type Language } from "./words/index.ts";

export type Person = Answer<"/auth/users/me/", "get">;

const LANGUAGE = "talim.language";
const PERSON = "talim.person";
/** Who chose a language here that the server has not heard of yet. */
const UNSENT_LANGUAGE = "talim.language.untold";
/** Whoever signs in next: the language was chosen on the page of the sign-in. */
const NEXT_PERSON = "next";

/** What is kept between visits; where the browser keeps nothing, it ends with the page. Another user's pages end with the tab. */
export const storage: KeyStore = (() => {
  if (isViewing) return sessionStorage;
  try {
    localStorage.getItem(LANGUAGE);
    return localStorage;
  } catch {
    return memoryStore();
  }
})();

/** Keep it between visits where the browser has room for it; else nothing happens. */
export function saveItem(name: string, value: string): void {
  try {
    storage.setItem(name, value);
  } catch {
    return;
  }
}

/** How long (ms) the server is waited for before the pages open for who was here last. */
const LONGEST_PERSON_WAIT = 8_000;
/** The same (ms) where the device itself says that it has no network. */
const OFFLINE_PERSON_WAIT = 500;
/** How long (ms) a reading waits at most for the server to hear of a new language: it answers in the one of the account. */
const LONGEST_LANGUAGE_WAIT = 3_000;
/** Seconds: a search typed too fast is repeated by itself within its minute. */
const LONGEST_WAIT = 60;
const options: ClientOptions = {
  url: location.origin,
  store: storage,
  fetch: fetchInLanguage,
  longestWait: LONGEST_WAIT,
  ...(isViewing ? getTabSession() : {}),
};
export const talim = createClient(options);

/** Who is signed in; undefined before that is known, null for nobody. */
export const person = new Store<Person | null | undefined>(undefined);
/** Why that cannot be known. */
export const personError = new Store<unknown>(undefined);
/** The session ended while somebody was at work: they sign in again over the page, which stays as it is. */
export const expiredPerson = new Store<Person | null>(null);

/** Say it in this language from now on, here and on the server, unless another was chosen before its words were here. */
export async function setLanguage(language: Language): Promise<void> {
  if (!(await loadWords(language))) return;
  options.language = language;
  document.documentElement.lang = language;
  saveItem(LANGUAGE, language);
  const me = person.get();
  if (!me || (me.locale === language && storage.getItem(UNSENT_LANGUAGE) !== me.id)) return;
  saveItem(UNSENT_LANGUAGE, me.id);
  await syncLanguage();
}

/** Begin in this language: a link from the public pages says in which one its reader read them. */
export function beginInLanguage(language: string): void {
  if (language in LANGUAGES && !talim.session.signedIn) saveItem(LANGUAGE, language);
}

/** Somebody chose this language. Before the sign-in it becomes that of the account that signs in on this page. */
export async function chooseLanguage(language: Language): Promise<void> {
  if (person.get() === null) saveItem(UNSENT_LANGUAGE, NEXT_PERSON);
  await setLanguage(language);
}

let languageSync: Promise<void> = Promise.resolve();
let isSyncing = false;

/** As `fetchWithStepUp`; what is read comes in the language that was chosen last. */
async function fetchInLanguage(...[input, init]: Parameters<typeof fetchWithStepUp>): Promise<Response> {
  const isReading = (init?.method ?? "GET") === "GET";
  if (isReading && isSyncing)
    await Promise.race([languageSync, new Promise((done) => setTimeout(done, LONGEST_LANGUAGE_WAIT))]);
  const answer = await fetchWithStepUp(input, init);
  readFailure(answer);
  return answer;
}

/**
 * The server hears of what was chosen here; until it has, each visit tries again, and each time there is a network. One
 * after the other: of two on their way at once the first could be the last to arrive.
 */
export function syncLanguage(): Promise<void> {
  languageSync = languageSync.then(sendLanguage);
  return languageSync;
}

async function sendLanguage(): Promise<void> {
  const chosen = getInitialLanguage();
  const me = person.get();
  if (!me || storage.getItem(UNSENT_LANGUAGE) !== me.id) return;
  isSyncing = true;
  const answer = await talim.api
    .patch("/auth/users/me/", { body: { locale: chosen } })
    .catch(() => undefined)
    .finally(() => (isSyncing = false));
  if (!answer || person.get()?.id !== me.id || chosen !== getInitialLanguage()) return;
  storage.removeItem(UNSENT_LANGUAGE);
  saveItem(PERSON, JSON.stringify(answer));
  person.set(answer);
}

/** The language to begin with: the one that was chosen here, else the browser's, else Uzbek. */
export function getInitialLanguage(): Language {
  const wanted = [storage.getItem(LANGUAGE) ?? "", ...navigator.languages.map((language) => language.slice(0, 2))];
  return wanted.find((tag): tag is Language => tag in LANGUAGES) ?? "uz";
}

/**
 * Learn who is signed in, and listen to what happens to them. Without a network, and on one that is too slow, it is who
 * was here last, until the server answers. They are welcomed once `ready` is done.
 */
export async function loadPerson(ready?: Promise<void>): Promise<void> {
  if (!talim.session.signedIn) return clearPerson();
  personError.set(undefined);
  try {
    const asked = talim.api.get("/auth/users/me/", navigator.onLine ? {} : { retries: 0 });
    const me = await Promise.race([asked.catch(fallBackToLastPerson), waitForLastPerson(asked)]);
    await ready;
    if (await isPersonReplaced(me)) return await loadPerson(ready);
    setSignedIn(me);
    void asked.then((known) => known !== me && person.get() === me && setSignedIn(known)).catch(() => undefined);
  } catch (error) {
    personError.set(error);
  }
}

/** Who was here last, once the server has let us wait too long; it never ends where nobody was or the server answers. */
function waitForLastPerson(asked: Promise<Person>): Promise<Person> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => {
        const last = getLastPerson();
        if (last) resolve(last);
      },
      navigator.onLine ? LONGEST_PERSON_WAIT : OFFLINE_PERSON_WAIT,
    );
    const stop = () => clearTimeout(timer);
    asked.then(stop, stop);
  });
}

/** Whether another tab has signed this person out meanwhile, or another one in: then the tokens are theirs from now on. */
async function isPersonReplaced(me: Person): Promise<boolean> {
  const { signedIn, owner = me.id } = talim.session;
  if (signedIn && owner === me.id) return false;
  await talim.session.renew();
  return true;
}

function setSignedIn(me: Person): void {
  pageOwnerId = me.id;
  talim.session.only(pageOwnerId);
  expiredPerson.set(null);
  saveItem(PERSON, JSON.stringify(me));
  person.set(me);
  if (storage.getItem(UNSENT_LANGUAGE) === NEXT_PERSON) saveItem(UNSENT_LANGUAGE, me.id);
  if (storage.getItem(UNSENT_LANGUAGE) !== me.id) storage.removeItem(UNSENT_LANGUAGE);
  if (storage.getItem(UNSENT_LANGUAGE)) void syncLanguage();
  else if (me.locale !== document.documentElement.lang) void setLanguage(me.locale).catch(() => undefined);
  // Who views the pages of another user gets no socket.
  if (!isViewing) talim.realtime.start();
}

/** Who this page was for until now, since it was loaded. */
let pageOwnerId: string | undefined;

/** This person has just signed in on the page, which goes on with who was here before; for anybody else it begins anew. */
export async function completeSignIn(me: Pick<Person, "id">): Promise<void> {
  if (pageOwnerId === undefined || pageOwnerId === me.id) return loadPerson();
  const before = expiredPerson.get();
  if (!before || !hasMemoryOnlyRecordings(before.id)) return location.assign("/app/");
  await talim.session.logout(me.id);
  throw new PageError("unsent_here");
}

function fallBackToLastPerson(error: unknown): Person {
  const last = getLastPerson();
  if (error instanceof NetworkError && last) return last;
  throw error;
}

/** Who was here when the pages were open last, if it is their session that is kept. */
export function getLastPerson(): Person | undefined {
  const last = JSON.parse(storage.getItem(PERSON) ?? "null") as Person | null;
  return last && last.id === talim.session.owner ? last : undefined;
}

/** Nobody is here any more. What the device knows of who signed in elsewhere since then stays. */
function clearPerson(): void {
  if (!isOtherPersonSignedIn()) for (const name of [PERSON, UNSENT_LANGUAGE]) storage.removeItem(name);
  expiredPerson.set(null);
  person.set(null);
}

/** Another person than the one on this page has signed in, in another tab. */
function isOtherPersonSignedIn(): boolean {
  const [{ owner }, me] = [talim.session, person.get()];
  return Boolean(me && owner) && owner !== me?.id;
}

/** What is done while the person is still signed in. The app adds to it. */
export const workBeforeSignOut: (() => Promise<void>)[] = [];

/**
 * Sign out here and in all tabs of this person: nobody is to come back to them. Who has signed in before the server has
 * answered stays.
 */
export async function signOut(): Promise<void> {
  const me = person.get();
  if (!isOtherPersonSignedIn()) for (const work of workBeforeSignOut) await work();
  await talim.session.logout();
  if (me && person.get() === me) clearPerson();
}

talim.session.onSignedOut((why) => {
  if (isViewing) return endViewing();
  const me = person.get();
  if (me && why !== "left") expiredPerson.set(me);
  else if (why !== "taken") clearPerson();
});
