/** Where packages and videos are opened: in a lesson that somebody learns, or in the preview of a draft. */

import { createContext } from "preact";
import { Store } from "../../store.ts";

/** Where the videos of an open lesson are, and where one wants to see them. */
export class LessonMoment {
  /** The second of the video that was played last; undefined before one was. */
  readonly now = new Store<number | undefined>(undefined);
  /** A block and its second; another object for each wish. */
  readonly wanted = new Store<{ block: string; second: number } | undefined>(undefined);
}

export const LessonPlaceContext = createContext<
  { lesson: string; isDraft: boolean; moment?: LessonMoment } | undefined
>(undefined);
