/** Russian, for announcements, templates and deliveries. */

import type { MessagesWords } from "./en.ts";

export const ru: MessagesWords = {};
