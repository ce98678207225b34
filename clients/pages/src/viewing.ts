/** An administrator sees the pages of another user, in a tab whose session is its own: it lies in no store of other tabs. */

import { Api, processLocks, Session, type Answer, type SessionOptions } from "@talim/client";

const MARK = "talim.viewing";

/** Whether this tab shows another user's pages. */
export const isViewing = isMarked();

function isMarked(): boolean {
  try {
    return "document" in globalThis && sessionStorage.getItem(MARK) !== null;
  } catch {
    return false;
  }
}

/** A session of this tab only. */
export function getTabSession(): Required<SessionOptions> {
  return {
    store: sessionStorage,
    locks: processLocks,
    channel: { postMessage: () => {}, onmessage: null, close: () => {} },
  };
}

/** This tab is for the user of these tokens from now on. */
export async function startViewing({ access, ...tokens }: Answer<"/auth/users/{id}/view-as/", "post">): Promise<void> {
  const server = { url: location.origin };
  const user = await new Api(server).get("/auth/users/me/", { headers: { Authorization: `Bearer ${access}` } });
  sessionStorage.clear();
  new Session(server, getTabSession()).begin({ ...tokens, access, device: "", user });
  sessionStorage.setItem(MARK, user.id);
  location.replace("/app/");
}

/** The tab is the administrator's own again. */
export function endViewing(): void {
  sessionStorage.clear();
  location.replace("/app/");
}
