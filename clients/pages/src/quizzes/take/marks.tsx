/** Points, and what is right, over a picture: sizes are parts of the picture, so they fit it at any width. */

import type { rest } from "@talim/client";
import type { PicturePoint } from "./responses.ts";

const percent = (part: number) => `${part * 100}%`;

/** `cursor`: where the keys stand. */
export function Marks({ points, cursor }: { points: readonly PicturePoint[]; cursor?: PicturePoint | undefined }) {
  return (
    <svg class="hotspot-marks" aria-hidden="true" focusable="false">
      {points.map(({ x, y }, index) => (
        <g key={index}>
          <circle cx={percent(x)} cy={percent(y)} r="14" />
          <text x={percent(x)} y={percent(y)} dy="0.35em">
            {index + 1}
          </text>
        </g>
      ))}
      {cursor ? <circle class="cursor" cx={percent(cursor.x)} cy={percent(cursor.y)} r="14" /> : null}
    </svg>
  );
}

/** The regions of a key. `aspect`: the width of the picture divided by its height. */
export function Regions({ regions, aspect }: { regions: readonly rest.Region[]; aspect: number }) {
  const width = 100 * aspect;
  return (
    <svg
      class="hotspot-marks"
      viewBox={`0 0 ${width} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {regions.map(({ shape, points }, index) => {
        const scaled = points.map(({ x, y }) => ({ x: x * width, y: y * 100 }));
        const [one, other] = scaled;
        if (!one || !other) return null;
        if (shape === "polygon")
          return <polygon key={index} points={scaled.map(({ x, y }) => `${x},${y}`).join(" ")} />;
        if (shape === "circle")
          return <circle key={index} cx={one.x} cy={one.y} r={Math.hypot(one.x - other.x, one.y - other.y)} />;
        return (
          <rect
            key={index}
            x={Math.min(one.x, other.x)}
            y={Math.min(one.y, other.y)}
            width={Math.abs(one.x - other.x)}
            height={Math.abs(one.y - other.y)}
          />
        );
      })}
    </svg>
  );
}
