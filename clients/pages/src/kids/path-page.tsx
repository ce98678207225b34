/** The path of a child as pictures: what comes now is large, then all lessons, then the stickers. Nothing has to be read. */

import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { talim } from "../talim.ts";
import { useToday } from "../ui/day.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { kidsWords } from "./words/index.ts";
import { readFailure } from "./failures.ts";
import { Enough, Missing } from "./pause-screens.tsx";
import { Picture } from "./picture.tsx";
import type { ChildPath } from "./play-types.ts";
import { Rest } from "./rest.tsx";
import { getRest } from "./rest-time.ts";
import { readDevice, useScanning } from "./scanning.ts";
import { hush, say } from "./voice.ts";

/** How many lessons are offered large. */
const OFFERED = 3;

export function PathPage({ me, values }: PageProps) {
  const child = values["child"] ?? me.id;
  const to = values["child"] ? `kids/${child}` : "kids";
  useScanning();
  const device = readDevice();
  const path = useLoad(
    () => talim.api.get("/children/{id}/path/", { path: { id: child }, query: { device } }),
    [child, device],
  );
  useToday(me.zone, path.reload);
  if (path.value?.play_left_seconds === 0)
    return <Enough sound={path.value.sounds["enough-today"]} onAsk={path.reload} />;
  if (!path.value && path.error !== undefined) {
    const failure = readFailure(path.error);
    if (failure === "away" || failure === "again") return <Missing failure={failure} onAgain={path.reload} />;
  }
  return <Loading of={path}>{(found) => <PathMap key={child} path={found} to={to} />}</Loading>;
}

type PathLesson = ChildPath["lessons"][number];

function PathMap({ path, to }: { path: ChildPath; to: string }) {
  const texts = kidsWords.use();
  const [rests, setRests] = useState(getRest(path.id) > 0);
  useEffect(() => {
    if (!rests)
      say(
        path.lessons.length ? path.sounds["choose-lesson"] : undefined,
        path.lessons.length ? texts.title : texts.empty,
      );
    return hush;
  }, [rests]);
  if (rests) return <Rest child={path.id} sounds={path.sounds} onEnd={() => setRests(false)} />;
  const offered = path.next
    .map((id) => path.lessons.find((lesson) => lesson.id === id))
    .filter((lesson) => lesson !== undefined);
  return (
    <div class="kid-path">
      <h1 class="kid-said">{texts.title}</h1>
      {path.lessons.length ? null : <p class="empty">{texts.empty}</p>}
      <nav class="kid-items kid-next" aria-label={texts.next}>
        {offered.slice(0, OFFERED).map((lesson) => (
          <LessonPicture key={lesson.id} lesson={lesson} to={to} />
        ))}
      </nav>
      <div class="kid-stars" role="img" aria-label={texts.stars(path.stars)}>
        {Array.from({ length: path.stars }, (_, place) => (
          <span key={place} class="kid-star lit">
            <Picture of="star" />
          </span>
        ))}
      </div>
      <nav aria-label={texts.path}>
        <ol class="kid-map">
          {path.lessons.map((lesson) => (
            <li key={lesson.id}>
              <LessonPicture lesson={lesson} to={to} />
            </li>
          ))}
        </ol>
      </nav>
      {path.stickers.length ? (
        <ul class="kid-stickers" aria-label={texts.stickers}>
          {path.stickers.map(({ lesson, picture }) => (
            <li key={lesson} class="kid-sticker">
              <span role="img" aria-label={texts.sticker(texts.pictures[picture] ?? picture)}>
                <Picture of={picture} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function LessonPicture({ lesson, to }: { lesson: PathLesson; to: string }) {
  const texts = kidsWords.use();
  return (
    <Link to={`${to}/play/${lesson.id}`} class={lesson.is_done ? "kid-lesson done" : "kid-lesson"}>
      <Picture of={lesson.picture} />
      <span class="kid-said">{texts.lesson(lesson.title, lesson.is_done)}</span>
      {lesson.is_done ? (
        <span class="kid-star lit">
          <Picture of="star" />
        </span>
      ) : null}
    </Link>
  );
}
