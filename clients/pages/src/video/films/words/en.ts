/** English, and the shape of the other languages. */

export const en = {
  waiting: "The film waits until the server has time for it.",
  percent: (percent: number) => `The film is being prepared: ${percent} %. You can go on working and close this page.`,
  progress: "How much of the film is prepared",
  ready: (length: string, lines: number) => `Ready: ${length}, ${lines}p.`,
  readyThere: (length: string) => `Ready: ${length}.`,
  subtitles: "Subtitles",
  retry: "Prepare it once more",
};

export type FilmWords = typeof en;
