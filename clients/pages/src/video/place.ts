/** Where a video is watched, and what pages ask the server about it. */

import type { Answer } from "@talim/client";
import { talim } from "../talim.ts";

export type VideoPlace =
  { in: "lesson" | "draft"; lesson: string; block: string } | { in: "material" | "library" | "attempt"; id: string };

export type Playback = Answer<"/courses/lessons/{id}/playback/", "post">;

/** Rejects with the reason why this person may not watch it now. */
export function openPlayback(place: VideoPlace): Promise<Playback> {
  switch (place.in) {
    case "lesson":
      return talim.api.post("/courses/lessons/{id}/playback/", {
        path: { id: place.lesson },
        body: { block: place.block },
      });
    case "draft":
      return talim.api.post("/courses/lessons/{id}/draft/playback/", {
        path: { id: place.lesson },
        body: { block: place.block },
      });
    case "material":
      return talim.api.post("/resources/{id}/playback/", { path: { id: place.id } });
    case "attempt":
      return talim.api.post("/homework/attempts/{id}/playback/", { path: { id: place.id } });
    case "library":
      return talim.api.post("/resources/library/{id}/playback/", { path: { id: place.id } });
  }
}
