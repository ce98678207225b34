/** Files that the server makes, saved on the device. */

import { talim } from "../talim.ts";

/** How long (ms) the browser has to begin saving. */
const SAVE_MS = 60_000;

/** A list as a file: its address in the API ("/payments/"), what it is asked for, and a name. */
export interface TableFile {
  path: string;
  query: object;
  name: string;
  /** The server makes it at once only, never in the background. */
  atOnce?: boolean;
}

/**
 * The XLSX file of a list: all rows that this query finds, whichever of them are on the screen. `path` is the list's
 * address in the API ("/payments/"). Rejects as every call does.
 */
export async function downloadFile(path: string, query: object, name: string): Promise<void> {
  const get = talim.api.get.bind(talim.api) as (path: string, input: object) => Promise<unknown>;
  const file = await get(path, { query: { ...query, format: "xlsx" } });
  if (file instanceof Blob) saveFile(file, `${name}.xlsx`);
}

export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SAVE_MS);
}
