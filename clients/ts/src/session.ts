/**
 * A session that all tabs of a browser share. The refresh token works once, and using it twice ends the session: so one
 * tab at a time may exchange it, under a lock, and hands the new access token to the others. Whose it is goes with it: a
 * tab that works for one person uses nobody else's.
 */

import { Api, within, type ApiOptions, type Bearer } from "./api.js";
import { ApiError } from "./errors.js";
import type { FactorOwedOut, MeOut, SignedInOut, TokensOut } from "./generated/api.js";
import { tellAll } from "./listeners.js";

/** What is kept between visits; `localStorage` is one. */
export type KeyStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Work that no other tab does at the same time; `navigator.locks` is one. */
export interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** How tabs talk; a `BroadcastChannel` is one. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  close(): void;
}

export interface SessionOptions {
  store?: KeyStore;
  locks?: Locks;
  channel?: Channel;
}

/** Why it is over for this tab: somebody signed out, the server ended it, or another person signed in. */
export type End = "left" | "ended" | "taken";

interface Held {
  access: string;
  until: number;
  owner: string;
}

/** A tab of an older version says less. */
type Told = (Omit<Held, "owner"> & { owner?: string }) | { signedOut: true; owner?: string; left?: boolean };

const KEY = "talim.refresh";
/** Whose the refresh token is, and its last letters: an older version that keeps another one leaves this as it was. */
const OWNER = "talim.owner";
const LAST = -8;
const DEVICE = "talim.device";
/** An access token with less time left than this (ms) is renewed before it is used. */
const MARGIN = 10_000;
/** How long (ms) the word of the tab that just renewed is waited for. */
const PATIENCE = 500;
/** How long (ms) one tab may hold the others up. */
const LONGEST = 30_000;

export class Session implements Bearer {
  private held?: Held;
  /** The one person whose session this tab uses. */
  private mine?: string;
  /** That it is over was said already. */
  private over = false;
  /** The refresh token as this tab last saw it: another one in the store means that another tab renewed. */
  private seen: string | null;
  /** The refresh token where there is no room for it: it ends with this page. */
  private spare: { refresh: string; owner?: string } | null = null;
  private renewing?: Promise<Held | undefined>;
  private heard?: () => void;
  private readonly leaving = new Set<(why: End) => void>();
  private readonly api: Api;
  private readonly store: KeyStore;
  private readonly locks: Locks;
  private readonly channel: Channel | undefined;

  constructor(server: ApiOptions, options: SessionOptions = {}) {
    this.api = new Api(server);
    this.store = options.store ?? (inBrowser() ? globalThis.localStorage : memoryStore());
    this.locks = options.locks ?? globalThis.navigator?.locks ?? processLocks;
    this.channel = options.channel ?? (inBrowser() ? (new BroadcastChannel("talim.session") as unknown as Channel) : undefined);
    if (this.channel) this.channel.onmessage = (event) => this.listen(event.data as Told);
    this.seen = this.store.getItem(KEY);
  }

  /** Whether somebody is signed in whom this tab may work for, as far as it knows. */
  get signedIn(): boolean {
    return this.refresh !== null && this.serves(this.owner);
  }

  /** Whose the session is that is kept here; undefined for nobody's, and where an older version did not say. */
  get owner(): string | undefined {
    if (this.spare) return this.spare.owner;
    const [owner = "", last = ""] = (this.store.getItem(OWNER) ?? "").split(" ");
    return last && this.refresh?.slice(LAST) === last ? owner : undefined;
  }

  /** From now on this tab works for this person: another one's session is none to it. A page that is loaded anew begins free. */
  only(person: string): void {
    this.mine = person;
  }

  /** Sign in; who has a second factor gets a ticket for `/auth/login/mfa/`, whose answer goes to `begin`. */
  async login(login: string, password: string): Promise<MeOut | FactorOwedOut> {
    const device = this.store.getItem(DEVICE) ?? "";
    const answer = await this.api.post("/auth/login/", { body: { login, password, device } });
    return "access" in answer ? this.begin(answer) : answer;
  }

  /** Take over the tokens that any way of signing in answered with. */
  begin(answer: SignedInOut): MeOut {
    if (answer.device) this.keep(DEVICE, answer.device);
    this.keepTokens(answer.refresh, answer.user.id);
    this.take(answer, answer.user.id);
    return answer.user;
  }

  /**
   * End the session, here and on the server; when that cannot be reached, here all the same. Another person's than `whose`
   * stays: unless told otherwise the one that this tab works for.
   */
  async logout(whose = this.mine): Promise<void> {
    const begun = this.held?.owner === whose ? this.held?.access : undefined;
    const access = whose === this.mine ? await this.access().catch(() => undefined) : begun;
    if (serves(whose, this.owner)) this.leave("left");
    const headers = { Authorization: `Bearer ${access ?? ""}` };
    if (access) await this.api.post("/auth/logout/", { headers }).catch(() => undefined);
  }

  /** Hear of the session's end for this tab, whoever ended it, and why; the answer stops that. */
  onSignedOut(listener: (why: End) => void): () => void {
    this.leaving.add(listener);
    return () => void this.leaving.delete(listener);
  }

  /** An access token that holds for some seconds more; undefined when nobody is signed in whom this tab works for. */
  async access(): Promise<string | undefined> {
    const { held } = this;
    if (held && held.until - Date.now() > MARGIN && this.serves(held.owner)) return held.access;
    return this.signedIn ? this.renew() : this.without();
  }

  /** Another access token than this one, which the server did not take; undefined when the session is over. */
  async renew(stale = this.held?.access ?? ""): Promise<string | undefined> {
    const held = this.signedIn ? await this.another(stale) : undefined;
    return held && this.serves(held.owner) ? held.access : this.without();
  }

  /** Let go of the channel to the other tabs. */
  close(): void {
    this.channel?.close();
  }

  private async another(stale: string): Promise<Held | undefined> {
    const newer = this.newer(stale);
    if (newer) return newer;
    const work = () => this.locks.request("talim.refresh", () => this.exchange(stale));
    return (this.renewing ??= work().finally(() => (this.renewing = undefined)));
  }

  private async exchange(stale: string): Promise<Held | undefined> {
    if (this.refresh !== this.seen) await this.word();
    const newer = this.newer(stale);
    if (newer) return newer;
    const { refresh, owner } = this;
    if (refresh === null) return undefined;
    try {
      const body = { refresh };
      const tokens = await within(LONGEST, (signal) => this.api.post("/auth/refresh/", { body, signal }));
      if (this.refresh === refresh) this.keepTokens(tokens.refresh, owner);
      const whose = owner ?? (await this.ownerOf(tokens.access));
      if (this.refresh === tokens.refresh) {
        if (!owner) this.keepTokens(tokens.refresh, whose);
        return this.take(tokens, whose);
      }
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      if (this.refresh === refresh) this.leave("ended");
      return undefined;
    }
    return this.exchange(stale);
  }

  /** What came in this one's place meanwhile, for the person that this tab works for. */
  private newer(stale: string): Held | undefined {
    const { held } = this;
    return held && held.access !== stale && this.serves(held.owner) ? held : undefined;
  }

  private async ownerOf(access: string): Promise<string> {
    const headers = { Authorization: `Bearer ${access}` };
    return (await within(LONGEST, (signal) => this.api.get("/auth/users/me/", { headers, signal }))).id;
  }

  /** Another tab has renewed: its word is on the way, or was lost. */
  private word(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE);
      this.heard = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private take({ access, expires_in }: TokensOut, owner: string): Held {
    const held = { access, until: Date.now() + expires_in * 1000, owner };
    this.tell(held);
    this.hold(held);
    return held;
  }

  private hold(held: Held): void {
    this.held = held;
    if (this.serves(held.owner)) this.over = false;
    else this.end("taken");
  }

  private listen(told: Told): void {
    if ("signedOut" in told) {
      if (!this.serves(told.owner)) return;
      this.spare = null;
      return this.end(told.left ? "left" : "ended");
    }
    this.spare = null;
    const { access, until, owner } = told;
    if (owner === undefined) return;
    this.seen = this.refresh;
    this.hold({ access, until, owner });
    this.heard?.();
  }

  private leave(why: "left" | "ended"): void {
    const { owner } = this;
    for (const name of [KEY, OWNER]) this.store.removeItem(name);
    this.spare = null;
    this.tell({ signedOut: true, left: why === "left", ...(owner ? { owner } : {}) });
    if (this.serves(owner)) this.end(why);
    else this.held = undefined;
  }

  /** Another person's token stays held, for a `logout` of theirs. */
  private end(why: End): void {
    if (why === "taken" && this.over) return;
    this.over = true;
    if (why !== "taken") {
      this.held = undefined;
      this.seen = null;
    }
    tellAll(this.leaving, why);
  }

  /** There is no token for this tab: where somebody is signed in, it is another person. */
  private without(): undefined {
    if (this.refresh !== null && !this.serves(this.owner)) this.end("taken");
  }

  private serves(owner: string | undefined): boolean {
    return serves(this.mine, owner);
  }

  private get refresh(): string | null {
    return this.spare?.refresh ?? this.store.getItem(KEY);
  }

  private keepTokens(refresh: string, owner?: string): void {
    this.spare = this.keep(KEY, refresh) ? null : { refresh, ...(owner ? { owner } : {}) };
    if (owner) this.keep(OWNER, `${owner} ${refresh.slice(LAST)}`);
    this.seen = refresh;
  }

  /** Whether the store has room for it; without room it holds nothing of this name any more. */
  private keep(name: string, value: string): boolean {
    try {
      this.store.setItem(name, value);
      return true;
    } catch {
      this.store.removeItem(name);
      return false;
    }
  }

  private tell(told: Told): void {
    this.channel?.postMessage(told);
  }
}

/** Whether a session of this person may be used where only `mine` may; where one of them is not known, it may. */
function serves(mine: string | undefined, owner: string | undefined): boolean {
  return mine === undefined || owner === undefined || mine === owner;
}

/** A store that ends with the process. */
export function memoryStore(): KeyStore {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const turns = new Map<string, Promise<unknown>>();

/** Where there are no Web Locks, one after the other in this process. */
export const processLocks: Locks = {
  request<T>(name: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(name) ?? Promise.resolve()).then(work, work);
    turns.set(name, turn.catch(() => undefined));
    return turn;
  },
};

function inBrowser(): boolean {
  return "document" in globalThis && "BroadcastChannel" in globalThis;
}
