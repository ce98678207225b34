/** A picture of the platform by its name, or a file of the course. What stands around it says what it is. */

import { PICTURES, SignInPicture, type PictureName } from "../accounts/entry/pictures.tsx";
import { BLOT, COLOURS, SHAPES, type Colour } from "./drawings.ts";

const FILE = "file:";
const NUMBER = /^number-(\d+)$/;
const SPOT = /^spot-(\w+)$/;

interface Props {
  of: string;
  /** Files of the activity by their names. */
  files?: Record<string, { url: string }>;
}

export function Picture({ of, files = {} }: Props) {
  if (of.startsWith(FILE))
    return <img class="drawing" src={files[of.slice(FILE.length)]?.url} alt="" decoding="async" draggable={false} />;
  if ((PICTURES as string[]).includes(of)) return <SignInPicture of={of as PictureName} />;
  const number = NUMBER.exec(of)?.[1];
  const spot = SPOT.exec(of)?.[1];
  const [fill, path] = spot ? [COLOURS[spot as Colour], BLOT] : (SHAPES[of] ?? ["none", ""]);
  return (
    <svg class="drawing" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      {number ? (
        <text class="numeral" x="16" y="24" text-anchor="middle" font-size="22">
          {number}
        </text>
      ) : (
        <path d={path} fill={fill} />
      )}
    </svg>
  );
}
