/** Colours to choose from: each can be read on light pages as it is. The empty one is the platform's. */

export const READY_COLOURS = [
  ["platform", ""],
  ["blue", "#1d4ed8"],
  ["indigo", "#4338ca"],
  ["violet", "#6d28d9"],
  ["pink", "#be185d"],
  ["red", "#b91c1c"],
  ["orange", "#b1400b"],
  ["green", "#15703a"],
  ["slate", "#3f4e63"],
] as const;
