/** English, and the shape of the other languages. */

import { plural } from "../../../words/plural.ts";

const count = plural("en");

export const en = {
  name: "Name",
  place: "For",
  centre: "The whole centre",
  criteria: "Criteria",
  criterionCount: (n: number) => count(n, { one: `${n} criterion`, other: `${n} criteria` }),
  version: (n: number) => `version ${n}`,
  used: "In use",
  usedBy: (n: number) => count(n, { one: `${n} homework`, other: `${n} homeworks` }),
  newRubric: "New rubric",
  noRubrics:
    "A rubric says what a work is judged by: criteria, and what the work can be like by each of them. Pupils read it before they hand in.",
  hasPoints: "Levels give points",
  criterion: (n: number) => `Criterion ${n}`,
  criterionName: "What is judged",
  level: (n: number) => `Level ${n}`,
  levelName: "What the work is like",
  points: "Points",
  addLevel: "Add a level",
  addCriterion: "Add a criterion",
  remove: "Remove",
  isUsed: (assignments: number, works: number) =>
    `This rubric is in use: ${count(assignments, { one: `${assignments} homework has it`, other: `${assignments} homeworks have it` })}, ${count(works, { one: `${works} work is judged by it`, other: `${works} works are judged by it` })}.`,
  newVersion:
    "If you change the criteria, a new version begins: works that are judged keep the version that they were judged by, later ones are judged by the new one.",
  saved: "Saved.",
  savedVersion: (n: number) => `Saved as version ${n}. Works that are judged keep theirs.`,
  changed: "Another person changed this rubric. Load it again before you save.",
  loadAgain: "Load again",
  archive: "Put it away",
  archived: (name: string) => `“${name}” is put away. Homework that has it keeps it.`,
  ofCentre: "This rubric is the centre’s: the office writes it.",
  number: "Write a number of 0 or more.",
  toSetup: "To what counts",

  rubric: "Rubric",
  noRubric: "No rubric",
  chosenRubric: (name: string) => `The works are judged by “${name}”.`,
  none: "The works are judged without a rubric.",
  rubricsHere: "Write rubrics",
  rubricHelp: "Pupils read it before they hand in.",
  rubricSet: "Saved. Pupils see it at once.",

  saveLevels: "Save the levels",
  levelsSaved: "The levels are saved. The pupil sees them.",
  clear: (criterion: string) => `Choose nothing: ${criterion}`,
  clearShort: "Choose nothing",
  unfilled: (n: number) =>
    count(n, { one: `${n} criterion is not judged yet`, other: `${n} criteria are not judged yet` }),
  takeMark: (mark: string) => `Take ${mark} as the mark`,
  keepsVersion: (judged: number, now: number) =>
    `The rubric was changed: it has version ${now} now. This work keeps version ${judged}, by which it was judged.`,
  takeVersion: (n: number) => `Judge it by version ${n}`,
  otherRubric: (name: string) => `The homework has another rubric now: “${name}”.`,
  takeRubric: (name: string) => `Judge it by “${name}”`,
  rubricGone: "The homework has no rubric any more. What was chosen stays.",
  judgedByAnother: (name: string) =>
    `Somebody changed by what this work is judged: it is “${name}” now. Choose the levels again; nothing else that you wrote is lost.`,
  judgedByNone:
    "Somebody took the rubric away meanwhile: the homework has none now. Nothing else that you wrote is lost.",

  savedComments: "Saved comments",
  useComment: (text: string) => `Put in: ${text}`,
  saveComment: "Save this comment",
  commentSaved: "The comment is saved. You find it here next time.",
  findComment: "Find a comment",
  noComments: "You have no saved comments yet. Write one, and save it to use it again.",
  noneFound: "No comment has these words.",
  tooLong: "The comment has no room for it.",
  manage: "Change saved comments",
  newComment: "New comment",
  comment: "Comment",
  onlyYours: "Comments that you write often. Only you see them; you put them into a review or a mark with one click.",
  deleteComment: "Delete",
  commentDeleted: "The comment is deleted.",
};

export type RubricWritingWords = typeof en;
