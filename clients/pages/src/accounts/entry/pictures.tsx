/** The pictures that children sign in with. They are drawn here, so that they look the same on every device. */

import type { rest } from "@talim/client";

export type PictureName = rest.ChildLoginIn["pictures"][number];

const [RED, ORANGE, YELLOW, GREEN, BLUE, SKY, BROWN, TAN, GREY, WHITE, PINK] = [
  "#d9534a",
  "#e8953f",
  "#f2c84b",
  "#5aa65c",
  "#4f8bcb",
  "#a9d2ec",
  "#a5744a",
  "#dcb98f",
  "#aab4b8",
  "#f7f4ec",
  "#eda0b5",
];
const LINE = "none";

/** The shapes of each picture, from back to front: the fill, and the outline on 32 × 32. */
const SHAPES: Record<PictureName, [fill: string, path: string][]> = {
  apple: [
    [RED, "M16 10c-3-3-10-2-10 5s5 13 8 13c1 0 1-.6 2-.6s1 .6 2 .6c3 0 8-6 8-13s-7-8-10-5z"],
    [GREEN, "M16 10c0-3 2-6 6-6 0 4-3 6-6 6z"],
  ],
  ball: [
    [ORANGE, "M16 4a12 12 0 1 0 0 24 12 12 0 0 0 0-24z"],
    [LINE, "M4 16h24M16 4v24M7.5 7.500c5 5 5 12 0 17M24.5 7.500c-5 5-5 12 0 17"],
  ],
  bear: [
    [BROWN, "M8 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM24 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z"],
    [BROWN, "M16 7a10.5 10.5 0 1 0 0 21 10.5 10.5 0 0 0 0-21z"],
    [TAN, "M16 17a5 4.5 0 1 0 0 9 5 4.5 0 0 0 0-9z"],
    [LINE, "M12 14v.5M20 14v.5M15.5 19.500h1M16 20v2.5"],
  ],
  bird: [
    [YELLOW, "m25 11 5 2.5-5 2.500z"],
    [BLUE, "M2 12l6 5c1-6 5-10 10-10 5 0 8 3 8 7 0 7-4 11-11 11-7 0-11-5-13-13z"],
    [SKY, "M11 17c1-3 4-5 8-4 0 5-4 7-8 4z"],
    [LINE, "M21.5 11.500v.5M14 25v4M18 25v4"],
  ],
  boat: [
    [BROWN, "M3 21h26l-4 7H7z"],
    [LINE, "M16 21V3"],
    [WHITE, "m17 4 9 13h-9z"],
    [RED, "M15 8v9H7z"],
  ],
  book: [
    [RED, "M2 7h28v20H2z"],
    [WHITE, "M4 6c5-2 9-1 12 2v17c-3-3-7-4-12-2z"],
    [WHITE, "M28 6c-5-2-9-1-12 2v17c3-3 7-4 12-2z"],
    [LINE, "M7 11h5M7 15h5M20 11h5M20 15h5"],
  ],
  bus: [
    [YELLOW, "M3 7h26v17H3z"],
    [SKY, "M6 10h5v6H6zM13.5 10h5v6h-5zM21 10h5v6h-5z"],
    [GREY, "M9.5 21a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM22.5 21a3 3 0 1 0 0 6 3 3 0 0 0 0-6z"],
  ],
  cat: [
    [ORANGE, "m6 4 6 5h8l6-5v13a10 10 0 0 1-20 0z"],
    [PINK, "M14.5 19h3L16 21z"],
    [LINE, "M12 15v1M20 15v1M2 18l7 1M2 23l7-1.500M30 18l-7 1M30 23l-7-1.5"],
  ],
  cloud: [[SKY, "M9 25a6 6 0 0 1-1-12 8 8 0 0 1 15-1 6.5 6.5 0 0 1 0 13z"]],
  dog: [
    [TAN, "M16 6c-6 0-9 4-9 10s4 12 9 12 9-6 9-12-3-10-9-10z"],
    [BROWN, "M9.5 7.500C5 6 2 9 2 14s1.5 7 3.5 7 3-3 3-6zM22.5 7.500C27 6 30 9 30 14s-1.5 7-3.5 7-3-3-3-6z"],
    [PINK, "M14.5 23h3v3a1.5 1.5 0 0 1-3 0z"],
    [GREY, "M13.5 18h5L16 21z"],
    [LINE, "M12.5 14v.5M19.5 14v.5M16 21v2"],
  ],
  fish: [
    [ORANGE, "m21 16 9-7v14z"],
    [ORANGE, "M2 16c4-9 15-10 20 0-5 10-16 9-20 0z"],
    [LINE, "M8 14v.5M13 11.500c2 3 2 6 0 9"],
  ],
  flower: [
    [LINE, "M16 18v12"],
    [GREEN, "M16 28c1-4 4-6 8-6 0 4-4 6-8 6z"],
    [PINK, "M16 2a4.2 4.2 0 1 0 0 8.400A4.2 4.2 0 0 0 16 2z"],
    [PINK, "M22 6.500a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.400z"],
    [PINK, "M10 6.500a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.400z"],
    [PINK, "M19.7 13a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.400z"],
    [PINK, "M12.3 13a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.400z"],
    [YELLOW, "M16 9a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z"],
  ],
  horse: [
    [BROWN, "M13 3.5 14 8c9 1 13 9 13 21H14c1-5 .5-8-2-9-2 2-6 2-7-1l6-10z"],
    [GREY, "M14 8c9 1 13 9 13 21h-4c0-9-2-16-9-18z"],
    [LINE, "M12.5 12.500v.5M7 18.500v.2"],
  ],
  house: [
    [WHITE, "M6 14h20v14H6z"],
    [RED, "M2 15.5 16 3l14 12.500z"],
    [BROWN, "M13 20h6v8h-6z"],
  ],
  key: [
    [YELLOW, "M10 9a7 7 0 1 0 0 14 7 7 0 0 0 6.7-5H24v4h4v-4h2v-4H16.700A7 7 0 0 0 10 9z"],
    [WHITE, "M9 13.500a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z"],
  ],
  kite: [
    [RED, "m19 2 9 9-9 12-9-12z"],
    [YELLOW, "m19 2 9 9H10z"],
    [LINE, "M19 2v21M10 11h18M19 23c-3 2 0 4-3 5s-4-2-8 1"],
  ],
  melon: [
    [YELLOW, "M14.5 7C22 7 27 11 27 17s-5 10-12.5 10S2 23 2 17 7 7 14.5 7z"],
    [GREEN, "M26.5 14c1-3 2-4 4-4"],
    [LINE, "M14.5 7c-3 6-3 14 0 20M14.5 7c3 6 3 14 0 20M8 9c-4 5-4 11 0 16M21 9c4 5 4 11 0 16"],
  ],
  moon: [[YELLOW, "M20 4a12.5 12.5 0 1 0 8.5 17A11 11 0 0 1 20 4z"]],
  rabbit: [
    [WHITE, "M11 15C8 11 7 2 10.5 2S15 8 15 13zM21 15c3-4 4-13 .5-13S17 8 17 13z"],
    [WHITE, "M16 12a9.5 8.5 0 1 0 0 17 9.5 8.5 0 0 0 0-17z"],
    [PINK, "M14.5 20h3L16 22z"],
    [LINE, "M12 18v.5M20 18v.5M16 22v3"],
  ],
  star: [[YELLOW, "m16 2 4 9 10 1-7.5 6.5 2.2 9.500L16 23l-8.7 5 2.2-9.500L2 12l10-1z"]],
  sun: [
    [YELLOW, "M16 9a7 7 0 1 0 0 14 7 7 0 0 0 0-14z"],
    [LINE, "M16 2v3M16 27v3M2 16h3M27 16h3M6 6l2.2 2.200M23.8 23.8 26 26M26 6l-2.2 2.200M8.2 23.8 6 26"],
  ],
  train: [
    [GREY, "M7 4h5v7H7z"],
    [GREEN, "M4 11h15v12H4z"],
    [RED, "M18 5h11v18H18z"],
    [SKY, "M21 8h5v6h-5z"],
    [GREY, "M9 20a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM23.5 20a4 4 0 1 0 0 8 4 4 0 0 0 0-8z"],
  ],
  tree: [
    [BROWN, "M14 20h4v9h-4z"],
    [GREEN, "M16 2c5 0 8 3 7.5 7 3.5 2 4.5 7 1.5 10-2 3-6 3-9 2-3 1-7 1-9-2-3-3-2-8 1.5-10C8 5 11 2 16 2z"],
  ],
  umbrella: [
    [LINE, "M16 15v10a3.5 3.5 0 0 1-7 0M16 2v2"],
    [BLUE, "M2 17a14 13 0 0 1 28 0c-2-2.5-5-2.5-7 0-2-2.5-5-2.5-7 0-2-2.5-5-2.5-7 0-2-2.5-5-2.5-7 0z"],
  ],
};

export const PICTURES = Object.keys(SHAPES) as PictureName[];

export function SignInPicture({ of }: { of: PictureName }) {
  return (
    <svg class="drawing" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      {SHAPES[of].map(([fill, path]) => (
        <path key={path} d={path} fill={fill} />
      ))}
    </svg>
  );
}
