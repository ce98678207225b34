/** What a pupil sees without a network: the server's last answers, and the sentence that says so. */

import { useEffect, useRef } from "preact/hooks";
import type { CallOptions } from "@talim/client";
import { fetchAndCache, fetchOrUseCache, pupilCache, type CacheSlot } from "../offline-cache.ts";
import { formatDayTime } from "../format.ts";
import { person, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { useLoad, type Loaded } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";

export interface CachedLoad<T> extends Loaded<T> {
  /** When (ms) the server said so, where this is a copy. */
  cachedAt: number | undefined;
}

/**
 * As `useLoad`; the copy of the last answer stands in where none comes at first. What is shown already is never put back
 * to a copy.
 */
export function useCachedLoad<T>(
  name: string,
  me: Person,
  ask: (patience: CallOptions) => Promise<T>,
  on: readonly unknown[],
): CachedLoad<T> {
  const shown = useRef(false);
  const loaded = useLoad(async () => {
    const keeps = () => person.get()?.id === me.id;
    const place: CacheSlot = { cache: pupilCache, person: me.id, name, canSave: keeps };
    const answered = await (shown.current ? fetchAndCache(place, () => ask({})) : fetchOrUseCache(place, ask));
    shown.current = true;
    return answered;
  }, on);
  const { value: held, error, reload: again, replace: put } = loaded;
  const at = held?.at;
  useEffect(() => {
    if (at === undefined || error !== undefined) return undefined;
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [at, error, again]);
  return { ...loaded, value: held?.value, cachedAt: at, replace: (value) => put({ value }) };
}

/** Says that a copy is shown, from when (ms) it is; asks again where that can help. */
export function CachedNotice({ at, again, me }: { at: number | undefined; again: () => void; me: Person }) {
  const words = useWords();
  if (at === undefined) return null;
  return (
    <div class="notice" role="status">
      <Icon name="clock" />
      <p>{words.copied(formatDayTime(at, me.zone, words))}</p>
      {navigator.onLine ? (
        <button type="button" onClick={again}>
          {words.retry}
        </button>
      ) : null}
    </div>
  );
}
