/** English. */

export const en = {
  transferred: "I paid by transfer",
  photoHelp: "A photo of the transfer or a PDF, at most 10 MB.",
  photo: "Photo of the transfer",
  chooseFile: "Choose a photo or a PDF",
  camera: "Take a photo",
  tooLarge: "This file is larger than 10 MB. Please choose a smaller one.",
  howMuch: (currency: string) => `How much you transferred, in ${currency}`,
  wrongAmount: "Please write the amount in digits.",
  note: "A word for the office",
  send: "Send to the office",
  sent: "Sent. The office checks it, and you get an answer.",
  checking: (when: string) => `The office checks your photo, sent ${when}`,
  refused: "The office did not accept the photo",
  again: "Send another photo",
  statement: "Statement and receipts",
  month: "Month",
  day: "Day",
  what: "What",
  change: "Amount",
  receipt: "Receipt",
  openReceipt: "Save the receipt",
  noLines: "Nothing in this month.",
  closing: (money: string) => `At the end: ${money}`,
};

export type FamilyMoneyWords = typeof en;
