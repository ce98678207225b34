/** Work that outlives the end of a session: who signs in again over the page finds it done. */

import { ApiError } from "@talim/client";
import { interrupted } from "../talim.ts";

/** What the work answers; when the session has ended, what it answers once the same person has signed in again. */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
    await signedIn(error);
    return insist(work);
  }
}

/** Waits while the dialog stands over the page; rejects with the error when there is none. Another person begins a new page. */
function signedIn(error: ApiError): Promise<void> {
  if (!interrupted.get()) return Promise.reject(error);
  return new Promise((resolve) => {
    const stop = interrupted.watch((away) => {
      if (away) return;
      stop();
      resolve();
    });
  });
}
