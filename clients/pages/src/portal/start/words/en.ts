/** English, for the first steps of a new centre. */

import { plural } from "../../../words/plural.ts";

const count = plural("en");
const pupils = (n: number) => count(n, { one: `${n} pupil`, other: `${n} pupils` });

export const en = {
  title: "Your first group",
  help: "Five short steps to a group with pupils and a timetable. You can stop at any time and go on later.",
  steps: { room: "Room", course: "Course", teacher: "Teacher", group: "Group and lessons", pupils: "Pupils" },
  done: "done",
  later: "later",
  another: { room: "Add a room", course: "Add a course", teacher: "Add a teacher" },
  dismiss: "I do this without these steps",
  dismissed: "You find groups, courses and rooms in the menu.",

  roomName: "Name or number of the room",
  seats: "Seats",
  saveRoom: "Save the room",

  courseName: "Name of the course",
  courseExample: "For example: English A1",
  level: "Level",
  noLevel: "without a level",
  price: "Price per month",
  saveCourse: "Save the course",

  who: "Who teaches the first group?",
  whoOptions: { alone: "I do", create: "A teacher, added now", invite: "A teacher, by invitation" },
  firstName: "First name",
  lastName: "Last name",
  phone: "Phone",
  createHelp: "The teacher sets a password with a code to this phone: “Forgot your password?” on the sign-in page.",
  address: "E-mail or phone",
  inviteHelp: "The teacher gets a link. Until it is used, you lead the group yourself.",
  alone: "Go on",
  saveTeacher: "Add the teacher",
  invite: "Send the invitation",
  invited: (n: number) => count(n, { one: `${n} invitation sent`, other: `${n} invitations sent` }),
  you: (name: string) => `${name} (you)`,

  groupName: "Name of the group",
  groupExample: "For example: A1 morning",
  course: "Course",
  teacher: "Teacher",
  capacity: "Places in the group",
  days: "Days",
  starts: "Begins at",
  minutes: "Minutes",
  room: "Room",
  noRoom: "without a room",
  saveGroup: "Create the group",
  timetableMissing: (group: string) => `${group} is there. Its timetable could not be saved: look at it once more.`,
  acceptSkipped: "Save without these lessons",
  saveTimetable: "Save the timetable",

  lines: "Pupils, one per line",
  linesHelp: "Name, phone of a parent, name of the parent. Only the name is needed.",
  linesExample: "For example: Aziza Karimova, 90 123 45 67, Nodira",
  order: "First in a line",
  orders: { first: "First name", last: "Last name" },
  savePupils: (n: number) => (n ? `Add ${pupils(n)}` : "Add pupils"),
  preview: "This is how they are saved",
  parent: "Parent",
  noPhone: "no phone",
  twice: (line: string) => `“${line}” stands here twice.`,
  noName: (line: string) => `There is no name in “${line}”.`,
  tooMany: (free: number) =>
    `The group has ${count(free, { one: `${free} free place`, other: `${free} free places` })}. Make it larger on its page, or write fewer lines.`,
  toGroup: "To the group",
  added: (n: number) => `${pupils(n)} added.`,
  fromTable: "Take them from a spreadsheet instead",
  morePupils: "More pupils",

  ready: (group: string) => `${group} can begin`,
  readyHelp: (n: number) => `${pupils(n)} in the group. These are the lessons of the next seven days.`,
  noLessons: "There is no lesson in the next seven days.",
  wholeTimetable: "Whole timetable",
  next: "What next?",
  nextSteps: {
    desk: ["Open a cash desk", "It is needed for payments in cash."],
    pay: ["Take the first payment", "In cash, by terminal or by transfer."],
    cards: ["Print sign-in cards", "A QR code for each pupil and parent of the group."],
    staff: ["Invite staff", "Teachers and managers get a link."],
    telegram: ["Telegram", "Connect the centre's bot with your account."],
  } as Record<string, [string, string]>,
};

export type StartWords = typeof en;
