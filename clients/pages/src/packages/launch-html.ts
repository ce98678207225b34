/** Starts a package that is only a page. */

import { afterCleaning, showEntry } from "./start.ts";

afterCleaning(showEntry);
