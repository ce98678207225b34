/** Gives the user a file that came with the API, as the browser's own download. */

/** How long (ms) browsers may take to read it. */
const KEPT_MS = 60_000;

export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
