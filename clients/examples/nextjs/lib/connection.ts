/** The page's side: REST and socket straight to Talim, with an access token that is kept in memory only. */

import { Api, Realtime } from "@talim/client";

/** An access token with less time left than this (ms) is renewed before it is used. */
const MARGIN = 10_000;

export interface Connection {
  api: Api;
  realtime: Realtime;
}

/**
 * A connection of whoever the cookie says; `signedOut` is called when the session is over. A refresh token works once and
 * the tabs of a browser share the cookie, so a lock lets one of them exchange it at a time.
 */
export function connect(url: string, signedOut: () => void): Connection {
  let held: { access: string; until: number } | undefined;

  const exchange = async (): Promise<string | undefined> => {
    const answer = await fetch("/api/session/refresh", { method: "POST" });
    if (answer.status === 401 || answer.status === 422) {
      held = undefined;
      signedOut();
      return undefined;
    }
    if (!answer.ok) throw new Error(`the session could not be renewed: ${answer.status}`);
    const { access, expires_in } = (await answer.json()) as { access: string; expires_in: number };
    held = { access, until: Date.now() + expires_in * 1000 };
    return access;
  };
  const renew = async (stale?: string): Promise<string | undefined> =>
    navigator.locks.request("talim.refresh", () => (held && held.access !== stale ? held.access : exchange()));
  const access = async (): Promise<string | undefined> =>
    held && held.until - Date.now() > MARGIN ? held.access : renew(held?.access);

  const api = new Api({ url }, { access, renew });
  const realtime = new Realtime({
    url: `${url.replace(/^http/, "ws")}/ws/v1/`,
    ticket: async () => (await api.post("/realtime/tickets/", { retries: 0 })).ticket,
    renew: async () => (await renew(held?.access)) !== undefined,
  });
  return { api, realtime };
}
