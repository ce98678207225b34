/** A consent on paper that is recorded with a new pupil. */

import type { ConsentKind } from "./papers.tsx";

/** It stands beside the form's values, which are kept as a draft: a file cannot be. */
export interface Paper {
  kinds: ConsentKind[];
  file: File | null;
}
