/** English, for rooms, holidays, institutions, files and what was done with many at once. */

import { plural } from "../../../words/plural.ts";

const count = plural("en");
const lessons = (n: number) => count(n, { one: `${n} lesson`, other: `${n} lessons` });

export const en = {
  name: "Name",
  branch: "Branch",
  when: "When",
  state: "State",

  newRoom: "New room",
  noRooms: "There are no rooms yet. Add the first one: lessons are planned into rooms.",
  seats: "Seats",
  openRoom: (name: string) => `Week of room ${name}`,
  weekOf: (day: string) => `Week from ${day}`,
  freeAllWeek: "Free all week.",
  archive: "Take out of use",
  archived: (name: string) => `${name} is no longer in use.`,
  outOfUse: "Rooms not in use",
  useAgain: "Use again",
  deleteSure: (name: string) => `Delete ${name}? If lessons were in it, it is only taken out of use.`,
  deleted: "Deleted.",

  holiday: "Holiday",
  newHoliday: "New holiday",
  holidaysHelp:
    "On these days there are no lessons. Planned lessons go; when you change or delete the holiday, they come back.",
  noHolidays: "No holidays here. Add the days on which nobody learns.",
  firstDay: "First day",
  lastDay: "Last day",
  oneDay: "Empty: one day.",
  wholeCentre: "whole centre",
  coming: "Upcoming",
  past: "Past",
  affected: (n: number, days: string) => `Planned on these days (${days}): ${lessons(n)}.`,
  stay: (n: number) => `${lessons(n)} on these days stay, because somebody changed them by hand:`,
  deleteHelp: "When it is deleted, the lessons of these days are planned again.",
  holidayDeleted: "The holiday is deleted. Its lessons are planned again.",

  institution: "School or university",
  newInstitution: "New school or university",
  institutionsHelp: "Pupils choose from these when they sign up.",
  findInstitution: "Find a school or university",
  noInstitutions: "None yet. Add those that your pupils go to.",
  kind: "Kind",
  kinds: { school: "school", university: "university" } as Record<string, string>,
  city: "City",
  archiveInstitution: "Offer no longer",
  archiveSure: (name: string) => `${name} is no longer offered. Who chose it keeps it.`,
  institutionArchived: "It is no longer offered.",

  exportsHelp: "For a spreadsheet. Whoever has the file sees all that is in it: keep it safe.",
  format: "Kind of file",
  pupilsFile: "Pupils",
  pupilsFileHelp: "With their groups and parents. The file can be taken in again.",
  groupsFile: "Groups",
  openGroups: "open groups",
  download: "Download",

  noBulkChanges: "No bulk changes in the last 90 days.",
  what: "What",
  who: "Who",
  done: "done",
  undone: "undone",
  bulkKinds: {
    "members.add": "Pupils added to a group",
    "members.change": "State of pupils changed",
    "members.transfer": "Pupils moved to another group",
    "groups.close": "Group closed",
    "groups.reopen": "Group opened again",
    "lessons.sick_day": "Sick day of a teacher",
    "homework.assign_chosen": "Homework for chosen pupils",
  } as Record<string, string>,
};

export type RoomsWords = typeof en;
