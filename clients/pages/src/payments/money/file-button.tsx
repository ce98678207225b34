/** A report as a spreadsheet. */

import { ActButton } from "../../ui/act-button.tsx";
import { downloadFile } from "../../ui/download.ts";
import { useWords } from "../../words/index.ts";

export function FileButton({ path, query, name }: { path: string; query: object; name: string }) {
  const words = useWords();
  return (
    <ActButton word={words.office.list.file} act={() => downloadFile(path, query, name)} onDone={() => undefined} />
  );
}
