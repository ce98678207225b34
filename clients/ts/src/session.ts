/**
 * A session that all tabs of a browser share. The refresh token works once, and using it twice ends the session: so one
 * tab at a time may exchange it, under a lock, and hands the new access token to the others.
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

type Told = { access: string; until: number } | { signedOut: true };

const KEY = "talim.refresh";
const DEVICE = "talim.device";
/** An access token with less time left than this (ms) is renewed before it is used. */
const MARGIN = 10_000;
/** How long (ms) the word of the tab that just renewed is waited for. */
const PATIENCE = 500;
/** How long (ms) one tab may hold the others up. */
const LONGEST = 30_000;

export class Session implements Bearer {
  private held?: { access: string; until: number };
  /** The refresh token as this tab last saw it: another one in the store means that another tab renewed. */
  private seen: string | null;
  /** The refresh token where there is no room for it: it ends with this page. */
  private spare: string | null = null;
  private renewing?: Promise<string | undefined>;
  private heard?: () => void;
  private readonly leaving = new Set<() => void>();
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

  /** Whether somebody is signed in, as far as this tab knows. */
  get signedIn(): boolean {
    return this.refresh !== null;
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
    this.take(answer);
    return answer.user;
  }

  /** End the session, here and on the server; when that cannot be reached, here all the same. */
  async logout(): Promise<void> {
    const access = await this.access().catch(() => undefined);
    const headers = { Authorization: `Bearer ${access ?? ""}` };
    if (access) await this.api.post("/auth/logout/", { headers }).catch(() => undefined);
    this.leave();
  }

  /** Hear of the session's end, whoever ended it; the answer stops that. */
  onSignedOut(listener: () => void): () => void {
    this.leaving.add(listener);
    return () => void this.leaving.delete(listener);
  }

  /** An access token that holds for some seconds more; undefined when nobody is signed in. */
  async access(): Promise<string | undefined> {
    if (this.held && this.held.until - Date.now() > MARGIN) return this.held.access;
    return this.signedIn ? this.renew() : undefined;
  }

  /** Another access token than this one, which the server did not take; undefined when the session is over. */
  renew(stale = this.held?.access ?? ""): Promise<string | undefined> {
    if (this.held && this.held.access !== stale) return Promise.resolve(this.held.access);
    const work = () => this.locks.request("talim.refresh", () => this.exchange(stale));
    return (this.renewing ??= work().finally(() => (this.renewing = undefined)));
  }

  /** Let go of the channel to the other tabs. */
  close(): void {
    this.channel?.close();
  }

  private async exchange(stale: string): Promise<string | undefined> {
    if (this.refresh !== this.seen) await this.word();
    if (this.held && this.held.access !== stale) return this.held.access;
    const { refresh } = this;
    if (refresh === null) return undefined;
    try {
      const body = { refresh };
      const tokens = await within(LONGEST, (signal) => this.api.post("/auth/refresh/", { body, signal }));
      if (this.refresh === refresh) return this.take(tokens);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      if (this.refresh === refresh) this.leave();
      return undefined;
    }
    return this.exchange(stale);
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

  private take(tokens: TokensOut): string {
    this.spare = this.keep(KEY, tokens.refresh) ? null : tokens.refresh;
    this.seen = tokens.refresh;
    this.held = { access: tokens.access, until: Date.now() + tokens.expires_in * 1000 };
    this.tell(this.held);
    return tokens.access;
  }

  private listen(told: Told): void {
    this.spare = null;
    if ("signedOut" in told) return this.forget();
    this.held = told;
    this.seen = this.refresh;
    this.heard?.();
  }

  private leave(): void {
    this.store.removeItem(KEY);
    this.spare = null;
    this.tell({ signedOut: true });
    this.forget();
  }

  private forget(): void {
    this.held = undefined;
    this.seen = null;
    tellAll(this.leaving);
  }

  private get refresh(): string | null {
    return this.spare ?? this.store.getItem(KEY);
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
