/** English, and the shape of the other languages. */

export const en = {
  exportTitle: "Export",
  exportHelp: "The course as a file: to keep it, to copy it, or to take it to another system.",
  format: "Format",
  formats: {
    talim: "ZIP that can be imported here again",
    common_cartridge: "Common Cartridge 1.3, for Moodle, Canvas and others",
  },
  source: "What",
  sources: { published: "What learners see", draft: "The draft" },
  makeFile: "Make the file",
  files: "Files",
  noFiles: "There is no file yet.",
  writing: (percent: number) => `The file is being written: ${percent} %`,
  exportFailed: "The file could not be written. Try again.",
  download: (megabytes: string) => `Download, ${megabytes} MB`,
  until: (day: string) => `until ${day}`,
  cannotSay: "What the format cannot say",
  importTitle: "Import",
  importCourse: "Import a course",
  importHelp:
    "A ZIP that was exported here, Common Cartridge (.imscc) or a backup of Moodle (.mbz). You see first what would be taken. Learners see nothing of it until you publish.",
  chooseFile: "Choose the file",
  sending: "The file is being sent",
  states: {
    checking: "The file is being read.",
    checked: "Nothing is imported yet. See what would be taken.",
    running: "The draft is being made.",
    done: "The draft is made.",
    failed: "Nothing was imported.",
    undone: "The import was undone.",
  },
  progress: (percent: number) => `${percent} %`,
  verdicts: { taken: "taken", changed: "changed", left_out: "left out" },
  report: "Report",
  all: "All",
  taken: "Taken as it is.",
  counts: ({ modules, lessons, blocks, files }: { modules: number; lessons: number; blocks: number; files: number }) =>
    `Modules: ${modules} · lessons: ${lessons} · blocks: ${blocks} · files: ${files}`,
  run: "Import it",
  openDraft: "Open the draft",
  undo: "Undo the import",
  undoQuestion: "The draft that this import made is deleted. This works as long as nobody changed or published it.",
  quizzes: "Download the quizzes",
  another: "Import another file",
  earlier: "Your imports",
};

export type TransferWords = typeof en;
