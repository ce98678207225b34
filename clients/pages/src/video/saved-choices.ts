/** What somebody chose for all videos on this device. */

import { saveItem, storage } from "../talim.ts";
import type { Quality } from "./watching.ts";

export interface VideoChoices {
  quality: Quality;
  rate: number;
  /** Whether subtitles are shown over the film, and in which language; "": that of the page. */
  captions: boolean;
  captionsIn: string;
}

const NAME = "talim.video";
const USUAL: VideoChoices = { quality: "auto", rate: 1, captions: false, captionsIn: "" };

export function readChoices(): VideoChoices {
  try {
    return { ...USUAL, ...(JSON.parse(storage.getItem(NAME) ?? "{}") as Partial<VideoChoices>) };
  } catch {
    return USUAL;
  }
}

export function saveChoices(choices: VideoChoices): void {
  saveItem(NAME, JSON.stringify(choices));
}
