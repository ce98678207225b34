/** A lesson that a child plays, alone or with a guardian beside it. */

import { useEffect } from "preact/hooks";
import type { PageProps } from "../person-pages.ts";
import { navigate, replacePage } from "../router.tsx";
import { talim } from "../talim.ts";
import { Waiting, useLoad } from "../ui/load.tsx";
import { readFailure } from "./failures.ts";
import { Missing } from "./pause-screens.tsx";
import { Player } from "./player.tsx";
import { countPlay } from "./rest-time.ts";
import { useScanning } from "./scanning.ts";

export function LessonPage({ me, values }: PageProps) {
  const child = values["child"] ?? me.id;
  const id = values["lesson"] ?? "";
  useScanning();
  const lesson = useLoad(
    () => talim.api.get("/children/{id}/lessons/{lesson_id}/", { path: { id: child, lesson_id: id } }),
    [child, id],
  );
  const opened = lesson.value?.id;
  useEffect(() => {
    if (opened) countPlay(child, Infinity);
  }, [child, opened]);
  const path = values["child"] ? `kids/${child}` : "kids";
  const leave = () => navigate(path);
  const failure = lesson.error === undefined ? undefined : readFailure(lesson.error);
  // The path says with a sound of its own that it is enough.
  const isGone = !lesson.value && (failure === "path" || failure === "enough");
  useEffect(() => {
    // In its place: the way back would lead here and away again.
    if (isGone) replacePage(path);
  }, [isGone]);
  if (lesson.value)
    return <Player key={lesson.value.id} child={child} lesson={lesson.value} renew={lesson.reload} onLeave={leave} />;
  return failure && !isGone ? <Missing failure={failure} onAgain={lesson.reload} onLeave={leave} /> : <Waiting />;
}
