/** Where packages and videos are opened: in a lesson that somebody learns, or in the preview of a draft. */

import { createContext } from "preact";

export const LessonPlaceContext = createContext<{ lesson: string; isDraft: boolean } | undefined>(undefined);
