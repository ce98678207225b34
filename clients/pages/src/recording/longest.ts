/** How long a recording may be: what the centre said last, kept for when there is no network. */

import { kept, remember, talim } from "../talim.ts";

const KEY = "talim.longest";
/** Seconds, where nothing was heard yet: what a new centre takes. */
const USUAL = 300;
/** Seconds that are left to the server's limit, which it measures in the file: nothing of a recording may be refused. */
const MARGIN = 2;

/** Seconds after which a recording ends by itself. */
export function longest(): number {
  return (Number(kept.getItem(KEY)) || USUAL) - MARGIN;
}

/** Ask the centre; without a network its last word holds. */
export async function learnLongest(): Promise<void> {
  const told = await talim.api.get("/settings/public/").catch(() => undefined);
  if (told) remember(KEY, String(told.recording_max_seconds));
}
