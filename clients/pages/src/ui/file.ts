/** A file that somebody has chosen, and may have changed since. */

import { PageError } from "../errors.ts";

/** The file; rejects with `file_changed` when the browser does not read it any more. */
export async function checkReadable(file: File): Promise<File> {
  await file
    .slice(0, 1)
    .arrayBuffer()
    .catch(() => {
      throw new PageError("file_changed");
    });
  return file;
}

/** When a file's field is clicked: the same file can be chosen anew once it has changed. */
export function clearFileField({ currentTarget: field }: { currentTarget: HTMLInputElement }): void {
  field.value = "";
}
