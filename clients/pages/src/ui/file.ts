/** Files that somebody has chosen, and may have changed since, or saves. */

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

/** Save it on the device. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
