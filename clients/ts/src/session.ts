/**
 * A session that all tabs of a browser share. The refresh token works once, and using it twice ends the session. So one
 * tab at a time exchanges it, under a lock, and gives the new access token to the others. An exchange whose answer was
 * lost is repeated with its idempotency key, also by a reloaded page. The token carries its owner: a tab that works for
 * one user uses no token of another.
 */

import { Api, within, type ApiOptions, type Bearer } from "./api.js";
import { ApiError } from "./errors.js";
import type { FactorOwedOut, MeOut, SignedInOut, TokensOut } from "./generated/api.js";
import { newId } from "./id.js";
import { notifyAll } from "./listeners.js";

/** What is stored between visits; `localStorage` is one. */
export type KeyStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** A lock between tabs; `navigator.locks` is one. */
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

/** Why the session is over for this tab: a user signed out, the server ended it, or another user signed in. */
export type End = "left" | "ended" | "taken";

interface AccessToken {
  access: string;
  until: number;
  owner: string;
}

/** Tabs with an older version of the client omit fields. */
type TabMessage =
  (Omit<AccessToken, "owner"> & { owner?: string }) | { signedOut: true; owner?: string; left?: boolean };

const REFRESH_KEY = "talim.refresh";
/**
 * The owner of the refresh token, and the token's last letters. An older version stores another token and leaves this
 * item as it was.
 */
const OWNER_KEY = "talim.owner";
const SUFFIX_START = -8;
/** The last letters of the refresh token that is being exchanged, and the idempotency key of that exchange. */
const EXCHANGE_KEY = "talim.exchange";
const DEVICE_KEY = "talim.device";
/** An access token with less time left than this (ms) is renewed before it is used. */
const EXPIRY_MARGIN_MS = 10_000;
/** How long (ms) to wait for the message of the tab that just renewed. */
const TAB_MESSAGE_TIMEOUT_MS = 500;
/** How long (ms) one tab may hold the lock. */
const EXCHANGE_TIMEOUT_MS = 30_000;

export class Session implements Bearer {
  private token?: AccessToken;
  /** The only user for whom this tab works. */
  private tabUser?: string;
  /** The end was reported to the listeners already. */
  private endReported = false;
  /** The refresh token as this tab last saw it. Another one in the store means that another tab renewed. */
  private lastRefresh: string | null;
  /** The refresh token if the store has no room: it ends with this page. */
  private unstored: { refresh: string; owner?: string } | null = null;
  private renewal?: Promise<AccessToken | undefined>;
  private onTabMessage?: () => void;
  private readonly endListeners = new Set<(reason: End) => void>();
  private readonly api: Api;
  private readonly store: KeyStore;
  private readonly locks: Locks;
  private readonly channel: Channel | undefined;

  constructor(server: ApiOptions, options: SessionOptions = {}) {
    this.api = new Api(server);
    this.store = options.store ?? (isBrowser() ? globalThis.localStorage : memoryStore());
    this.locks = options.locks ?? globalThis.navigator?.locks ?? processLocks;
    this.channel =
      options.channel ?? (isBrowser() ? (new BroadcastChannel("talim.session") as unknown as Channel) : undefined);
    if (this.channel) this.channel.onmessage = (event) => this.receiveMessage(event.data as TabMessage);
    this.lastRefresh = this.store.getItem(REFRESH_KEY);
  }

  /** Whether a user is signed in for whom this tab may work, as far as it knows. */
  get signedIn(): boolean {
    return this.refresh !== null && this.mayServe(this.owner);
  }

  /** The id of the signed-in user; undefined when nobody is signed in, or when an older version did not store it. */
  get owner(): string | undefined {
    if (this.unstored) return this.unstored.owner;
    const [owner = "", last = ""] = (this.store.getItem(OWNER_KEY) ?? "").split(" ");
    return last && this.refresh?.slice(SUFFIX_START) === last ? owner : undefined;
  }

  /** From now on this tab works for this user only. A reloaded page works for any user again. */
  only(person: string): void {
    this.tabUser = person;
  }

  /** Sign in. A user with a second factor gets a ticket for `/auth/login/mfa/`; its answer goes to `begin`. */
  async login(login: string, password: string): Promise<MeOut | FactorOwedOut> {
    const device = this.store.getItem(DEVICE_KEY) ?? "";
    const answer = await this.api.post("/auth/login/", { body: { login, password, device } });
    return "access" in answer ? this.begin(answer) : answer;
  }

  /** Start a session with the tokens of any sign-in. */
  begin(answer: SignedInOut): MeOut {
    if (answer.device) this.storeItem(DEVICE_KEY, answer.device);
    this.storeTokens(answer.refresh, answer.user.id);
    this.shareToken(answer, answer.user.id);
    return answer.user;
  }

  /**
   * End the session here and on the server; if the server cannot be reached, here only. The session of a user other
   * than `userId` stays. By default `userId` is the user of this tab.
   */
  async logout(userId = this.tabUser): Promise<void> {
    const ownToken = this.token?.owner === userId ? this.token?.access : undefined;
    const access = userId === this.tabUser ? await this.access().catch(() => undefined) : ownToken;
    if (mayServeOwner(userId, this.owner)) this.clearSession("left");
    const headers = { Authorization: `Bearer ${access ?? ""}` };
    if (access) await this.api.post("/auth/logout/", { headers }).catch(() => undefined);
  }

  /**
   * Call the listener when the session ends for this tab, with the reason. Returns a function that removes the
   * listener.
   */
  onSignedOut(listener: (reason: End) => void): () => void {
    this.endListeners.add(listener);
    return () => void this.endListeners.delete(listener);
  }

  /** An access token that is valid for some seconds more; undefined when the user of this tab is not signed in. */
  async access(): Promise<string | undefined> {
    const { token } = this;
    if (token && token.until - Date.now() > EXPIRY_MARGIN_MS && this.mayServe(token.owner)) return token.access;
    return this.signedIn ? this.renew() : this.reportNoToken();
  }

  /** Another access token in place of one that the server refused; undefined when the session is over. */
  async renew(stale = this.token?.access ?? ""): Promise<string | undefined> {
    const token = this.signedIn ? await this.getAnotherToken(stale) : undefined;
    return token && this.mayServe(token.owner) ? token.access : this.reportNoToken();
  }

  /** Close the channel to the other tabs. */
  close(): void {
    this.channel?.close();
  }

  private async getAnotherToken(stale: string): Promise<AccessToken | undefined> {
    const newerToken = this.getNewerToken(stale);
    if (newerToken) return newerToken;
    const work = () => this.locks.request("talim.refresh", () => this.exchange(stale));
    return (this.renewal ??= work().finally(() => (this.renewal = undefined)));
  }

  private async exchange(stale: string): Promise<AccessToken | undefined> {
    if (this.refresh !== this.lastRefresh) await this.waitForTabMessage();
    const newerToken = this.getNewerToken(stale);
    if (newerToken) return newerToken;
    const { refresh, owner } = this;
    if (refresh === null) return undefined;
    try {
      const idempotencyKey = this.getExchangeKey(refresh);
      const options = { body: { refresh }, idempotencyKey };
      const tokens = await within(EXCHANGE_TIMEOUT_MS, (signal) => this.api.post("/auth/refresh/", { ...options, signal }));
      if (this.refresh === refresh) this.storeTokens(tokens.refresh, owner);
      const newOwner = owner ?? (await this.fetchOwner(tokens.access));
      if (this.refresh === tokens.refresh) {
        if (!owner) this.storeTokens(tokens.refresh, newOwner);
        return this.shareToken(tokens, newOwner);
      }
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      if (this.refresh === refresh) this.clearSession("ended");
      return undefined;
    }
    return this.exchange(stale);
  }

  /** The same key for all exchanges of one refresh token. */
  private getExchangeKey(refresh: string): string {
    const suffix = refresh.slice(SUFFIX_START);
    const [last, stored] = (this.store.getItem(EXCHANGE_KEY) ?? "").split(" ");
    if (stored && last === suffix) return stored;
    const key = newId();
    this.storeItem(EXCHANGE_KEY, `${suffix} ${key}`);
    return key;
  }

  /** A newer token that came meanwhile, for the user of this tab. */
  private getNewerToken(stale: string): AccessToken | undefined {
    const { token } = this;
    return token && token.access !== stale && this.mayServe(token.owner) ? token : undefined;
  }

  private async fetchOwner(access: string): Promise<string> {
    const headers = { Authorization: `Bearer ${access}` };
    return (await within(EXCHANGE_TIMEOUT_MS, (signal) => this.api.get("/auth/users/me/", { headers, signal }))).id;
  }

  /** Another tab has renewed: its message is on the way, or lost. */
  private waitForTabMessage(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, TAB_MESSAGE_TIMEOUT_MS);
      this.onTabMessage = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private shareToken({ access, expires_in }: TokensOut, owner: string): AccessToken {
    const token = { access, until: Date.now() + expires_in * 1000, owner };
    this.postMessage(token);
    this.setToken(token);
    return token;
  }

  private setToken(token: AccessToken): void {
    this.token = token;
    if (this.mayServe(token.owner)) this.endReported = false;
    else this.endSession("taken");
  }

  private receiveMessage(message: TabMessage): void {
    if ("signedOut" in message) {
      if (!this.mayServe(message.owner)) return;
      this.unstored = null;
      return this.endSession(message.left ? "left" : "ended");
    }
    this.unstored = null;
    const { access, until, owner } = message;
    if (owner === undefined) return;
    this.lastRefresh = this.refresh;
    this.setToken({ access, until, owner });
    this.onTabMessage?.();
  }

  private clearSession(reason: "left" | "ended"): void {
    const { owner } = this;
    for (const name of [REFRESH_KEY, OWNER_KEY, EXCHANGE_KEY]) this.store.removeItem(name);
    this.unstored = null;
    this.postMessage({ signedOut: true, left: reason === "left", ...(owner ? { owner } : {}) });
    if (this.mayServe(owner)) this.endSession(reason);
    else this.token = undefined;
  }

  /** Another user's token stays, so that `logout` can end their session. */
  private endSession(reason: End): void {
    if (reason === "taken" && this.endReported) return;
    this.endReported = true;
    if (reason !== "taken") {
      this.token = undefined;
      this.lastRefresh = null;
    }
    notifyAll(this.endListeners, reason);
  }

  /** There is no token for this tab. If somebody is signed in, it is another user. */
  private reportNoToken(): undefined {
    if (this.refresh !== null && !this.mayServe(this.owner)) this.endSession("taken");
  }

  private mayServe(owner: string | undefined): boolean {
    return mayServeOwner(this.tabUser, owner);
  }

  private get refresh(): string | null {
    return this.unstored?.refresh ?? this.store.getItem(REFRESH_KEY);
  }

  private storeTokens(refresh: string, owner?: string): void {
    this.unstored = this.storeItem(REFRESH_KEY, refresh) ? null : { refresh, ...(owner ? { owner } : {}) };
    if (owner) this.storeItem(OWNER_KEY, `${owner} ${refresh.slice(SUFFIX_START)}`);
    this.lastRefresh = refresh;
  }

  /** Whether the store had room. Without room it holds nothing under this name. */
  private storeItem(name: string, value: string): boolean {
    try {
      this.store.setItem(name, value);
      return true;
    } catch {
      this.store.removeItem(name);
      return false;
    }
  }

  private postMessage(message: TabMessage): void {
    this.channel?.postMessage(message);
  }
}

/** Whether a tab of `tabUser` may use the session of `owner`. It may if one of them is not known. */
function mayServeOwner(tabUser: string | undefined, owner: string | undefined): boolean {
  return tabUser === undefined || owner === undefined || tabUser === owner;
}

/** A store that ends with the process. */
export function memoryStore(): KeyStore {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

const queues = new Map<string, Promise<unknown>>();

/** In place of Web Locks: one after the other in this process. */
export const processLocks: Locks = {
  request<T>(name: string, work: () => Promise<T>): Promise<T> {
    const result = (queues.get(name) ?? Promise.resolve()).then(work, work);
    queues.set(
      name,
      result.catch(() => undefined),
    );
    return result;
  },
};

function isBrowser(): boolean {
  return "document" in globalThis && "BroadcastChannel" in globalThis;
}
