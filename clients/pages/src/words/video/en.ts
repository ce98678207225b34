/** English, and the shape of the other languages. */

export const en = {
  play: "Play",
  pause: "Pause",
  back: "Back 10 seconds",
  mute: "Mute",
  captions: "Captions",
  noCaptions: "None",
  transcript: "Transcript",
  noTranscript: "The text could not be loaded.",
  seekText: "Search in the text",
  foundTexts: (count: number) => (count === 1 ? "1 sentence" : `${count} sentences`),
  settings: "Speed and quality",
  window: "Picture in picture",
  fullScreen: "Full screen",
  smaller: "Leave full screen",
  seek: "Place in the video",
  timeOf: (time: string, all: string) => `${time} of ${all}`,
  speed: "Speed",
  usualSpeed: "Normal",
  quality: "Quality",
  autoQuality: "Automatic",
  onlySound: "Sound only",
  loading: "Loading…",
  stalled: "The internet is slow or away. The video goes on by itself.",
  broken: "The video cannot be played here. Try again, or use another browser.",
  save: "Save the file",
  again: "Try again",
  refusals: { not_found: "You cannot watch this video any more, or it is not here." } as Record<string, string>,
};

export type VideoWords = typeof en;
