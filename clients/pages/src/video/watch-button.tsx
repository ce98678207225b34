/** A film of the materials by its title: it opens over the page. */

import { useState } from "preact/hooks";
import { Drawer } from "../ui/drawer.tsx";
import { Icon } from "../ui/icon.tsx";
import { LazyPlayer } from "./lazy-player.tsx";
import type { VideoPlace } from "./place.ts";

interface WatchButtonProps {
  place: VideoPlace;
  title: string;
  download?: (() => Promise<{ url: string }>) | undefined;
}

export function WatchButton({ place, title, download }: WatchButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" class="plain start" onClick={() => setIsOpen(true)}>
        <Icon name="play" /> {title}
      </button>
      {isOpen ? (
        <Drawer title={title} close={() => setIsOpen(false)}>
          <LazyPlayer place={place} title={title} download={download} />
        </Drawer>
      ) : null}
    </>
  );
}
