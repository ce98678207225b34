/** A stream for as long as a page is open. */

import { useEffect, useState } from "preact/hooks";
import type { Kind, Stream } from "@talim/client";
import { useStore } from "../store.ts";
import { interrupted, talim } from "../talim.ts";

/** The stream; another one after somebody has signed in again over the page, undefined before there is one. */
export function useStream<K extends Exclude<Kind, "user">>(kind: K, id: string | undefined): Stream<K> | undefined {
  const away = useStore(interrupted);
  const [stream, follow] = useState<Stream<K>>();
  useEffect(() => {
    if (!id || away) return undefined;
    const mine = talim.realtime.subscribe(kind, id);
    follow(mine);
    return () => talim.realtime.unsubscribe(mine);
  }, [kind, id, away]);
  return stream;
}
