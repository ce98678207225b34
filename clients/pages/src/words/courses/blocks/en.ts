/** English, and the shape of the other languages. */

export const en = {
  tones: { tip: "Tip", warning: "Careful", note: "Note" },
  slides: "Slides",
  save: "Save the file",
  notHere: "This part needs the internet.",
  transcript: "Read the text of the recording",
  cannotShow: "The document cannot be shown here. Save the file to read it.",
  pdfPage: (title: string, page: number, all: number) => `${title}, page ${page} of ${all}`,
  pageOf: (page: number, all: number) => `Page ${page} of ${all}`,
  previous: "Previous",
  next: "Next",
  cards: "Cards",
  front: "Front",
  back: "Back",
  turn: "Tap to turn",
  cardOf: (card: number, all: number) => `Card ${card} of ${all}`,
  openPage: (title: string) => `Open “${title}” in a new tab`,
};

export type CourseBlockWords = typeof en;
