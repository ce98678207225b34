/** Repeats a request after the session has ended and the same person has signed in again. */

import { ApiError } from "@talim/client";
import { expiredPerson } from "./talim.ts";

/** What the work answers; when the session has ended, what it answers once the same person has signed in again. */
export async function retryAfterSignIn<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
    await waitForSignIn(error);
    return retryAfterSignIn(work);
  }
}

/** Waits while the dialog stands over the page; rejects with the error when there is none. Another person begins a new page. */
function waitForSignIn(error: ApiError): Promise<void> {
  if (!expiredPerson.get()) return Promise.reject(error);
  return new Promise((resolve) => {
    const stop = expiredPerson.subscribe((away) => {
      if (away) return;
      stop();
      resolve();
    });
  });
}
