/** The copy of a film with the viewer's name in it, in the settings of the player: asked for, made, saved, deleted. */

import type { Answer } from "@talim/client";
import { ApiError } from "@talim/client";
import { useCallback, useEffect, useState } from "preact/hooks";
import { formatMonthDay } from "../format.ts";
import { useStore } from "../store.ts";
import { person, talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { useEvents } from "../ui/stream.ts";
import { videoWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { openPlayback, type Playback, type VideoPlace } from "./place.ts";

type FilmCopy = Answer<"/video/playbacks/{token}/copy/", "post">;

export interface OwnCopy {
  copy: FilmCopy | null;
  put: (copy: FilmCopy | null) => void;
  ask: () => Promise<FilmCopy>;
}

const EVENTS = ["video.copy_changed"] as const;
/** How often (ms) is asked while it is made: events come at once, where there is a socket. */
const PAUSE = 10_000;
/** More copies than a viewer may have. */
const MOST = 100;

/** The viewer's copy of the film that is played, as it changes; undefined where there are no copies. */
export function useFilmCopy(place: VideoPlace, playback: Playback | undefined): OwnCopy | undefined {
  const [copy, setCopy] = useState<FilmCopy | null>(null);
  useEffect(() => setCopy(playback?.film_copy ?? null), [playback]);
  const isMaking = copy?.state === "waiting" || copy?.state === "running";
  const id = copy?.id;
  const refresh = useCallback(() => {
    // What is not answered now is asked again after the next pause.
    fetchCopy(id).then(setCopy, () => undefined);
  }, [id]);
  useEffect(() => {
    if (!isMaking) return undefined;
    const timer = setInterval(refresh, PAUSE);
    return () => clearInterval(timer);
  }, [isMaking, refresh]);
  useEvents(isMaking ? talim.realtime.own : undefined, EVENTS, (event) => {
    if (!event || !copy) return refresh();
    const { film_copy: changed, state, percent } = event.data;
    if (changed !== copy.id) return undefined;
    // The size of one that is ready, and why one was refused, are not in the event.
    return state === "running" ? setCopy({ ...copy, state, percent }) : refresh();
  });
  if (!playback?.may_copy) return undefined;
  return { copy, put: setCopy, ask: () => askForCopy(place, playback.token) };
}

export function FilmCopySetting({ own: { copy, put, ask } }: { own: OwnCopy }) {
  const texts = videoWords.use();
  const words = useWords();
  const zone = useStore(person)?.zone ?? "UTC";
  if (!copy || copy.state === "refused")
    return (
      <div class="video-copy">
        {copy ? <p role="alert">{copy.reason}</p> : null}
        <ActButton word={texts.getCopy} act={ask} onDone={put} />
      </div>
    );
  const { id, state, percent, expires_at: until } = copy;
  const question = state === "ready" ? <p>{texts.deleteCopySure}</p> : undefined;
  const remove = (
    <ActButton
      word={texts.deleteCopy}
      class="plain"
      question={question}
      act={() => talim.api.delete("/video/copies/{id}/", { path: { id } })}
      onDone={() => put(null)}
    />
  );
  if (state !== "ready")
    return (
      <div class="video-copy">
        <p role="status">
          {texts.makingCopy} <progress value={percent} max={100} aria-label={texts.makingCopy} /> {`${percent}\u00a0%`}
        </p>
        {remove}
      </div>
    );
  return (
    <div class="video-copy">
      <ActButton
        word={texts.saveCopy}
        act={() => talim.api.get("/video/copies/{id}/file/", { path: { id } })}
        onDone={({ url }) => location.assign(url)}
      />
      {until ? <p class="small">{texts.copyUntil(formatMonthDay(until, zone, words))}</p> : null}
      {remove}
    </div>
  );
}

async function fetchCopy(id: string | undefined): Promise<FilmCopy | null> {
  const { results } = await talim.api.get("/video/copies/", { query: { page_size: MOST } });
  return results.find((one) => one.id === id) ?? null;
}

/** A film that has stood still for minutes, or a phone that moved, has a token that has ended: another one is asked for. */
async function askForCopy(place: VideoPlace, token: string): Promise<FilmCopy> {
  const post = (of: string) => talim.api.post("/video/playbacks/{token}/copy/", { path: { token: of } });
  try {
    return await post(token);
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 404 && error.code !== "other_network")) throw error;
    return post((await openPlayback(place)).token);
  }
}
