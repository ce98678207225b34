/** A material by its title: a link to open, a film to watch, or a file to save. */

import { talim } from "../talim.ts";
import { WatchButton } from "../video/watch-button.tsx";
import { ActButton } from "./act-button.tsx";

interface MaterialLinkProps {
  id: string;
  title: string;
  kind: string;
  url: string;
}

export function MaterialLink({ id, title, kind, url }: MaterialLinkProps) {
  if (url)
    return (
      <a href={url} target="_blank" rel="noopener noreferrer">
        {title}
      </a>
    );
  if (kind === "video")
    return <WatchButton place={{ in: "material", id }} title={title} download={() => download(id)} />;
  return (
    <ActButton
      word={title}
      class="plain start"
      act={() => download(id)}
      onDone={(answer) => location.assign(answer.url)}
    />
  );
}

/** The address of a file holds for a short time: it is made when the file is wanted. */
function download(id: string) {
  return talim.api.get("/resources/{id}/download/", { path: { id } });
}
