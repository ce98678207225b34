/** What a pupil sees without a network: the last answers of the server, and a notice that says so. */

import { useEffect, useRef } from "preact/hooks";
import type { CallOptions } from "@talim/client";
import { fetchAndCache, fetchOrUseCache, pupilCache, type CacheSlot } from "../offline-cache.ts";
import { formatDayTime } from "../format.ts";
import { person, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { useLoad, type Loaded } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";

export interface CachedLoad<T> extends Loaded<T> {
  /** When (ms) the server answered, if the value is a copy. */
  cachedAt: number | undefined;
}

/**
 * As `useLoad`, but the copy of the last answer is shown when the first request fails. A newer value is never replaced
 * by a copy.
 */
export function useCachedLoad<T>(
  name: string,
  me: Person,
  fetchData: (options: CallOptions) => Promise<T>,
  dependencies: readonly unknown[],
): CachedLoad<T> {
  const shown = useRef(false);
  const loaded = useLoad(async () => {
    const canSave = () => person.get()?.id === me.id;
    const slot: CacheSlot = { cache: pupilCache, person: me.id, name, canSave };
    const answer = await (shown.current ? fetchAndCache(slot, () => fetchData({})) : fetchOrUseCache(slot, fetchData));
    shown.current = true;
    return answer;
  }, dependencies);
  const { value: cached, error, reload, replace: replaceCached } = loaded;
  const cachedAt = cached?.at;
  useEffect(() => {
    if (cachedAt === undefined || error !== undefined) return undefined;
    addEventListener("online", reload);
    return () => removeEventListener("online", reload);
  }, [cachedAt, error, reload]);
  return { ...loaded, value: cached?.value, cachedAt, replace: (value) => replaceCached({ value }) };
}

/** Says that a copy is shown and how old (`at`, ms) it is. Offers to reload while the device is online. */
export function CachedNotice({ at, reload, me }: { at: number | undefined; reload: () => void; me: Person }) {
  const words = useWords();
  if (at === undefined) return null;
  return (
    <div class="notice" role="status">
      <Icon name="clock" />
      <p>{words.copied(formatDayTime(at, me.zone, words))}</p>
      {navigator.onLine ? (
        <button type="button" onClick={reload}>
          {words.retry}
        </button>
      ) : null}
    </div>
  );
}
