/** The browser's side: REST and socket go straight to Talim. The access token stays in memory. */

import { Api, Realtime } from "@talim/client";

/** An access token with less time left than this (ms) is renewed before it is used. */
const EXPIRY_MARGIN_MS = 10_000;

export interface Connection {
  api: Api;
  realtime: Realtime;
}

/**
 * A connection for the user of the cookie. `signedOut` is called when the session is over. A refresh token works once
 * and the tabs of a browser share the cookie, so a lock lets one tab exchange it at a time.
 */
export function connect(url: string, signedOut: () => void): Connection {
  let token: { access: string; until: number } | undefined;

  const exchange = async (): Promise<string | undefined> => {
    const response = await fetch("/api/session/refresh", { method: "POST" });
    if (response.status === 401 || response.status === 422) {
      token = undefined;
      signedOut();
      return undefined;
    }
    if (!response.ok) throw new Error(`the session could not be renewed: ${response.status}`);
    const { access, expires_in } = (await response.json()) as { access: string; expires_in: number };
    token = { access, until: Date.now() + expires_in * 1000 };
    return access;
  };
  const renew = async (stale?: string): Promise<string | undefined> =>
    navigator.locks.request("talim.refresh", () => (token && token.access !== stale ? token.access : exchange()));
  const access = async (): Promise<string | undefined> =>
    token && token.until - Date.now() > EXPIRY_MARGIN_MS ? token.access : renew(token?.access);

  const api = new Api({ url }, { access, renew });
  const realtime = new Realtime({
    url: `${url.replace(/^http/, "ws")}/ws/v1/`,
    ticket: async () => (await api.post("/realtime/tickets/", { retries: 0 })).ticket,
    renew: async () => (await renew(token?.access)) !== undefined,
  });
  return { api, realtime };
}
