/** How many messages the user has not read. */

import { useEffect, useState } from "preact/hooks";
import { talim } from "../talim.ts";
import { useWords } from "../words/index.ts";

/** All of them, as the socket says it. */
export function useUnread(): number {
  const [unread, setUnread] = useState(talim.realtime.own.state?.unread ?? 0);
  useEffect(() => {
    setUnread(talim.realtime.own.state?.unread ?? 0);
    return talim.realtime.own.onChange((state) => setUnread(state.unread));
  }, []);
  return unread;
}

/** The number beside a link; nothing where there is none. `word` says what is counted, where that is not messages. */
export function UnreadCount({
  of: unread,
  class: name,
  word,
}: {
  of: number;
  class: string;
  word?: string | undefined;
}) {
  const words = useWords();
  return unread ? (
    <span class={name}>
      <span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
      <span class="unseen">{word ?? words.unread(unread)}</span>
    </span>
  ) : null;
}
