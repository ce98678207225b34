/** What the server makes of a film, for who sent it: how far it is, or why it is refused. */

import type { Answer } from "@talim/client";
import type { VNode } from "preact";
import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { useLoad, usePoll } from "../ui/load.tsx";
import { useEvents } from "../ui/stream.ts";
import { filmWords } from "./films/words/index.ts";
import { formatClock } from "./clock-time.ts";

export type Film = Answer<"/courses/courses/{id}/videos/{file}/", "get">;
/** A file of a course, or one of the library. */
export type FilmPlace = { course: string; file: string } | { media: string };

const EVENTS = ["video.changed"] as const;
/** How often (ms) is asked while the film is prepared: only who added it hears of changes at once. */
const PAUSE = 10_000;

interface FilmSignProps {
  place: FilmPlace;
  /** Whether this person may have it prepared once more. */
  retries: boolean;
  /** What is shown of a film that is ready. */
  children?: (film: Film) => VNode | null;
}

/** Pages with it are fetched with `filmWords`. */
export function FilmSign({ place, retries, children }: FilmSignProps) {
  const loaded = useLoad(() => fetchFilm(place), Object.values(place));
  const film = loaded.value;
  const isGoingOn = film === undefined || ["waiting", "transcoding"].includes(film.state);
  usePoll(loaded, isGoingOn ? PAUSE : undefined);
  useEvents(talim.realtime.own, EVENTS, (event) => {
    if (!event || !film) return loaded.reload();
    const { file, state, percent } = event.data;
    if (file !== film.file) return undefined;
    // The sentence of a refusal and the length of a film that is ready are not in the event.
    return state === "transcoding" ? loaded.replace({ ...film, state, percent }) : loaded.reload();
  });
  if (!film) return null;
  return (
    <>
      <State film={film} retry={retries ? () => retryFilm(place) : undefined} onRetried={loaded.replace} />
      {film.state === "ready" ? children?.(film) : null}
    </>
  );
}

interface StateProps {
  film: Film;
  retry: (() => Promise<Film>) | undefined;
  onRetried: (film: Film) => void;
}

function State({ film: { state, percent, reason, duration_ms: length, width, height }, retry, onRetried }: StateProps) {
  const texts = filmWords.use();
  switch (state) {
    case "refused":
      return (
        <>
          <p class="wrong" role="alert">
            {reason}
          </p>
          {retry ? <ActButton word={texts.retry} act={retry} onDone={onRetried} /> : null}
        </>
      );
    case "ready": {
      const lines = Math.min(width, height);
      const shown = formatClock((length ?? 0) / 1000);
      return <p class="quiet">{lines ? texts.ready(shown, lines) : texts.readyThere(shown)}</p>;
    }
    case "transcoding":
      return (
        <p class="upload-progress">
          <progress value={percent} max={100} aria-label={texts.progress} /> <span>{texts.percent(percent)}</span>
        </p>
      );
    default:
      return (
        <p class="quiet" role="status">
          {texts.waiting}
        </p>
      );
  }
}

function fetchFilm(place: FilmPlace): Promise<Film> {
  if ("media" in place) return talim.api.get("/resources/library/{id}/video/", { path: { id: place.media } });
  return talim.api.get("/courses/courses/{id}/videos/{file}/", { path: { id: place.course, file: place.file } });
}

function retryFilm(place: FilmPlace): Promise<Film> {
  if ("media" in place) return talim.api.post("/resources/library/{id}/video/retry/", { path: { id: place.media } });
  return talim.api.post("/courses/courses/{id}/videos/{file}/retry/", { path: { id: place.course, file: place.file } });
}
