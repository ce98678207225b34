/** A material by its title: a link to open, or a file to save. */

import { talim } from "../talim.ts";
import { ActButton } from "./act-button.tsx";

export function MaterialLink({ id, title, url }: { id: string; title: string; url: string }) {
  if (url)
    return (
      <a href={url} target="_blank" rel="noopener noreferrer">
        {title}
      </a>
    );
  // The address of a file holds for a short time: it is made when the file is wanted.
  return (
    <ActButton
      word={title}
      class="plain start"
      act={() => talim.api.get("/resources/{id}/download/", { path: { id } })}
      onDone={(answer) => location.assign(answer.url)}
    />
  );
}
