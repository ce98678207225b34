/** What the link of a letter, or the code on the teacher's screen, carries behind its #: servers are not sent it. */

import { useState } from "preact/hooks";
import type { SentCode } from "./form-parts.tsx";

export function readHashValue(name: string): string {
  return new URLSearchParams(location.hash.slice(1)).get(name) ?? "";
}

/** Take it from the address: it is used up, or of no use. */
export function clearHash(): void {
  history.replaceState(null, "", location.pathname);
}

/** How far a letter's page is: the link's token, whom a code was sent to instead, and whether all is done. */
export function useLinkToken() {
  const [token, take] = useState(() => readHashValue("token"));
  const [asked, ask] = useState<SentCode>();
  const [done, end] = useState(false);
  const anew = () => {
    clearHash();
    take("");
    ask(undefined);
  };
  const finish = () => {
    clearHash();
    end(true);
  };
  return { token, asked, done, ask, anew, finish };
}
