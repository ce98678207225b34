/** A page of one of the allowed hosts, in a frame of its own. It leads to the page itself where the frame cannot be had. */

import { useEffect, useState } from "preact/hooks";
import { courseBlockWords } from "./words/index.ts";
import type { BlockOf } from "./block-types.ts";
import { getLinkAddress } from "./document.tsx";
import { MissingFile } from "./file-block.tsx";

export function Embed({ block: { url, title } }: { block: BlockOf<"embed"> }) {
  const texts = courseBlockWords.use();
  const [isOnline, setIsOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setIsOnline(navigator.onLine);
    addEventListener("online", look);
    return () => removeEventListener("online", look);
  }, []);
  const address = getLinkAddress(url);
  if (!address?.startsWith("https:")) return null;
  return (
    <figure class="embed">
      {isOnline ? (
        <iframe
          src={address}
          title={title}
          loading="lazy"
          allow="fullscreen; encrypted-media; picture-in-picture"
          referrerPolicy="strict-origin-when-cross-origin"
          sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-presentation"
        />
      ) : (
        <MissingFile title={title} />
      )}
      <figcaption>
        <a href={address} target="_blank" rel="noopener noreferrer">
          {texts.openPage(title)}
        </a>
      </figcaption>
    </figure>
  );
}
