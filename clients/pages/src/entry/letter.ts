/** What the link of a letter, or the code on the teacher's screen, carries behind its #: servers are not sent it. */

import { useState } from "preact/hooks";
import type { Asked } from "./parts.tsx";

export function behind(name: string): string {
  return new URLSearchParams(location.hash.slice(1)).get(name) ?? "";
}

/** Take it from the address: it is used up, or of no use. */
export function forget(): void {
  history.replaceState(null, "", location.pathname);
}

/** How far a letter's page is: the link's token, whom a code was sent to instead, and whether all is done. */
export function useLetter() {
  const [token, take] = useState(() => behind("token"));
  const [asked, ask] = useState<Asked>();
  const [done, end] = useState(false);
  const anew = () => {
    forget();
    take("");
    ask(undefined);
  };
  const finish = () => {
    forget();
    end(true);
  };
  return { token, asked, done, ask, anew, finish };
}
