/** A button that saves a file of the server. */

import { ActButton } from "../../ui/act-button.tsx";
import { saveFile } from "../../ui/download.ts";

interface DownloadButtonProps {
  word: string;
  /** The name of the file. */
  name: string;
  fetch: () => Promise<unknown>;
}

export function DownloadButton({ word, name, fetch }: DownloadButtonProps) {
  return <ActButton word={word} act={fetch} onDone={(file) => file instanceof Blob && saveFile(file, name)} />;
}
