/** A part of the page over the whole screen; where the browser cannot do that, over the whole page. */

import { useEffect, useState } from "preact/hooks";

/** Whether it is large now, and what changes that. An iPhone lets only a bare film fill the screen, without what lies over it. */
export function useFullScreen(box: { current: HTMLElement | null }): [isLarge: boolean, toggle: () => void] {
  const [isLarge, setIsLarge] = useState(false);
  useEffect(() => {
    const look = () => setIsLarge(document.fullscreenElement !== null && document.fullscreenElement === box.current);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  useEffect(() => {
    if (!isLarge) return undefined;
    const leave = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !document.fullscreenElement) setIsLarge(false);
    };
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, [isLarge]);
  const toggle = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (!isLarge && box.current?.requestFullscreen)
      void box.current.requestFullscreen().catch(() => setIsLarge(true));
    else setIsLarge(!isLarge);
  };
  return [isLarge, toggle];
}
