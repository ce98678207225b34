/** Values after the # of a link: of an e-mail, or of the code on the teacher's screen. Servers do not get them. */

import { useState } from "preact/hooks";
import type { SentCode } from "./form-parts.tsx";

export function readHashValue(name: string): string {
  return new URLSearchParams(location.hash.slice(1)).get(name) ?? "";
}

/** Remove the values from the address: they are used up or invalid. */
export function clearHash(): void {
  history.replaceState(null, "", location.pathname);
}

/** The state of a page behind a link: the link's token, the code that was sent instead, and whether all is done. */
export function useLinkToken() {
  const [token, setToken] = useState(() => readHashValue("token"));
  const [sentCode, setSentCode] = useState<SentCode>();
  const [done, setDone] = useState(false);
  const startAgain = () => {
    clearHash();
    setToken("");
    setSentCode(undefined);
  };
  const finish = () => {
    clearHash();
    setDone(true);
  };
  return { token, sentCode, done, setSentCode, startAgain, finish };
}
