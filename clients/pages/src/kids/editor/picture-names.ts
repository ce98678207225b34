/** The pictures of the platform by what they show, and what each is called. */

import { PICTURES } from "../../accounts/entry/pictures.tsx";
import { activityWords } from "./words/index.ts";
import { kidsWords } from "../words/index.ts";
import { COLOURS, SHAPES } from "../drawings.ts";

export const PICTURE_GROUPS = {
  things: PICTURES as string[],
  shapes: Object.keys(SHAPES),
  colours: Object.keys(COLOURS).map((colour) => `spot-${colour}`),
  numbers: Array.from({ length: 21 }, (_, number) => `number-${number}`),
} as const;

/** What a picture is called; "" for a file of the course. */
export function usePictureNames(): (picture: string) => string {
  const kids = kidsWords.use();
  const texts = activityWords.use();
  return (picture) =>
    kids.pictures[picture] ??
    texts.shapes[picture] ??
    kids.colours[picture.replace("spot-", "")] ??
    /^number-(\d+)$/.exec(picture)?.[1] ??
    "";
}
