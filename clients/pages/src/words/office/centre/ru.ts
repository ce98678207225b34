/** Russian, for the centre's settings and operations. */

import type { CentreWords } from "./en.ts";

export const ru: CentreWords = {};
