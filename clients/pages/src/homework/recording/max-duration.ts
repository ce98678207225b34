/** How long a recording may be. The centre's setting is stored for times without a network. */

import { fetchCentre } from "../../centre.ts";
import { storage, saveItem } from "../../talim.ts";

const KEY = "talim.longest";
/** Seconds until the setting is known: the default of a new centre. */
const DEFAULT_SECONDS = 300;
/** Seconds below the server's limit. The server measures the file, and no recording should be refused as too long. */
const MARGIN_SECONDS = 2;

/** Seconds after which a recording ends by itself. */
export function getMaxSeconds(): number {
  return (Number(storage.getItem(KEY)) || DEFAULT_SECONDS) - MARGIN_SECONDS;
}

/** Load the setting; without a network the stored one holds. */
export async function refreshMaxSeconds(): Promise<void> {
  const settings = await fetchCentre().catch(() => undefined);
  if (settings) saveItem(KEY, String(settings.recording_max_seconds));
}
