/** Risky acts ask once more who one is. The act waits for the answer, then it is sent again. */

import { ApiError } from "@talim/client";
import { fetchAndReadTime } from "../../clock.ts";
import { Store } from "../../store.ts";

/** Who waits for the person; called with whether they have shown who they are. */
export const stepUpAsked = new Store<((shown: boolean) => void) | null>(null);

let waiting: Promise<boolean> | undefined;

/** As `fetch`; what the server refuses with `step_up_required` is sent again after the person has shown who they are. */
export async function fetchWithStepUp(...asked: Parameters<typeof fetch>): Promise<Response> {
  const answer = await fetchAndReadTime(...asked);
  if (answer.status !== 403 || (await ApiError.of(answer.clone())).code !== "step_up_required") return answer;
  waiting ??= new Promise<boolean>((resolve) => stepUpAsked.set(resolve)).finally(() => {
    waiting = undefined;
    stepUpAsked.set(null);
  });
  return (await waiting) ? fetchAndReadTime(...asked) : answer;
}
