/** A picture on which right places are drawn. Places are parts of its width and height. */

import { useRef, useState } from "preact/hooks";
import { Marks, Regions } from "../take/marks.tsx";
import type { Point, Region } from "./question-data.ts";

interface HotspotPictureProps {
  url: string;
  regions: Region[];
  /** The corners of a polygon that is being drawn. */
  corners: Point[];
  /** Tells the width divided by the height, once the picture is there. */
  onAspect: (aspect: number) => void;
  /** Where a pointer went down and came up. */
  onDrawn: (from: Point, to: Point) => void;
}

const round = (part: number) => Math.round(Math.min(1, Math.max(0, part)) * 10_000) / 10_000;

export function HotspotPicture({ url, regions, corners, onAspect, onDrawn }: HotspotPictureProps) {
  const [aspect, setAspect] = useState(1);
  const begun = useRef<Point | undefined>(undefined);
  const place = ({ clientX, clientY, currentTarget }: PointerEvent): Point => {
    const { left, top, width, height } = (currentTarget as HTMLElement).getBoundingClientRect();
    return { x: round((clientX - left) / width), y: round((clientY - top) / height) };
  };
  const loaded = ({ naturalWidth, naturalHeight }: HTMLImageElement) => {
    const found = naturalWidth && naturalHeight ? Math.round((naturalWidth / naturalHeight) * 10_000) / 10_000 : 1;
    setAspect(found);
    onAspect(found);
  };
  return (
    <div
      class="hotspot-draw"
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        begun.current = place(event);
      }}
      onPointerUp={(event) => {
        if (begun.current) onDrawn(begun.current, place(event));
        begun.current = undefined;
      }}
    >
      <img src={url} alt="" onLoad={(event) => loaded(event.currentTarget)} />
      <Regions regions={regions} aspect={aspect} />
      <Marks points={corners.length ? corners : regions.flatMap(({ points }) => points.slice(0, 1))} />
    </div>
  );
}
