/** A film that a pupil handed in: it opens over the page, or why it cannot be shown. */

import type { Answer } from "@talim/client";
import { useWords } from "../words/index.ts";
import { WatchButton } from "./watch-button.tsx";

export function SubmittedFilm({
  attempt: { id, video },
}: {
  attempt: Pick<Answer<"/homework/attempts/{id}/", "get">, "id" | "video">;
}) {
  const { learning } = useWords();
  if (!video) return null;
  if (video.state === "refused") return <p class="wrong">{video.reason}</p>;
  return <WatchButton place={{ in: "attempt", id }} title={learning.watchFilm} />;
}
