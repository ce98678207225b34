/** How long a recording may be: what the centre said last, kept for when there is no network. */

import { storage, saveItem, talim } from "../talim.ts";

const KEY = "talim.longest";
/** Seconds, where nothing was heard yet: what a new centre takes. */
const DEFAULT_SECONDS = 300;
/** Seconds that are left to the server's limit, which it measures in the file: nothing of a recording may be refused. */
const MARGIN_SECONDS = 2;

/** Seconds after which a recording ends by itself. */
export function getMaxSeconds(): number {
  return (Number(storage.getItem(KEY)) || DEFAULT_SECONDS) - MARGIN_SECONDS;
}

/** Ask the centre; without a network its last word holds. */
export async function refreshMaxSeconds(): Promise<void> {
  const settings = await talim.api.get("/settings/public/").catch(() => undefined);
  if (settings) saveItem(KEY, String(settings.recording_max_seconds));
}
