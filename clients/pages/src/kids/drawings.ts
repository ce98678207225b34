/** What pictures of the platform look like, besides those that children sign in with (`accounts/entry/pictures.tsx`). */

/** The colours that a child can name, as they are painted. */
export const COLOURS = {
  red: "#d9534a",
  orange: "#e8953f",
  yellow: "#f2c84b",
  green: "#5aa65c",
  blue: "#4f8bcb",
  brown: "#a5744a",
  pink: "#eda0b5",
  grey: "#aab4b8",
  white: "#ffffff",
} as const;

export type Colour = keyof typeof COLOURS;

/** Outlines on 32 × 32, each with its fill. */
export const SHAPES: Record<string, [fill: string, path: string]> = {
  circle: [COLOURS.blue, "M16 4a12 12 0 1 0 0 24 12 12 0 0 0 0-24z"],
  square: [COLOURS.green, "M5 5h22v22H5z"],
  triangle: [COLOURS.orange, "M16 4 29 27H3z"],
  rectangle: [COLOURS.red, "M2 9h28v14H2z"],
  oval: [COLOURS.yellow, "M16 8c8 0 13 4 13 8s-5 8-13 8S3 20 3 16 8 8 16 8z"],
  heart: [COLOURS.pink, "M16 28C6 20 3 16 3 11a6.5 6.5 0 0 1 13-1 6.5 6.5 0 0 1 13 1c0 5-3 9-13 17z"],
  diamond: [COLOURS.brown, "M16 2 27 16 16 30 5 16z"],
};

export const BLOT = "M16 5c5-2 10 2 10 7 3 3 2 9-2 11-2 4-8 5-11 2-5 1-9-3-8-8-2-4 0-9 4-10 2-2 5-3 7-2z";

/** Drawings to colour, on 64 × 64: their parts from back to front, none smaller than 13 × 13, which a small finger hits. */
export const DRAWINGS: Record<string, { name: string; path: string }[]> = {
  house: [
    { name: "sky", path: "M1 1h62v62H1z" },
    { name: "wall", path: "M12 28h40v32H12z" },
    { name: "roof", path: "M6 28 32 6l26 22z" },
    { name: "door", path: "M16 40h13v20H16z" },
    { name: "window", path: "M35 34h13v13H35z" },
  ],
  fish: [
    { name: "sky", path: "M1 1h62v62H1z" },
    { name: "tail", path: "M42 32 60 18v28z" },
    { name: "body", path: "M6 32c8-20 30-20 40 0-10 20-32 20-40 0z" },
    { name: "fin", path: "M17 34c5-9 13-9 18 0-5 9-13 9-18 0z" },
  ],
  flower: [
    { name: "sky", path: "M1 1h62v62H1z" },
    { name: "stalk", path: "M25 34h13v28H25z" },
    { name: "leaf", path: "M38 60c1-10 8-16 20-16 0 10-8 16-20 16z" },
    {
      name: "petals",
      path: "M32 4a9 9 0 0 1 8 13 9 9 0 0 1 2 16 9 9 0 0 1-10 8 9 9 0 0 1-10-8 9 9 0 0 1 2-16 9 9 0 0 1 8-13z",
    },
    { name: "middle", path: "M32 17a7 7 0 1 0 0 14 7 7 0 0 0 0-14z" },
  ],
  boat: [
    { name: "sky", path: "M1 1h62v62H1z" },
    { name: "sea", path: "M1 48h62v15H1z" },
    { name: "hull", path: "M8 36h48l-8 14H16z" },
    { name: "sail", path: "M34 2v32h20z" },
    { name: "flag", path: "M30 8v24H14z" },
  ],
};
