/** Takes a row out of a form. */

import { Icon } from "../../ui/icon.tsx";
import { gradebookWords } from "./words/index.ts";

export function RemoveRow({ name, remove }: { name: string; remove: () => void }) {
  const texts = gradebookWords.use();
  return (
    <button type="button" class="plain" aria-label={`${texts.remove}: ${name}`} onClick={remove}>
      <Icon name="close" /> {texts.remove}
    </button>
  );
}
