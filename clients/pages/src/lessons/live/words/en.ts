/** What is said about the online room of a lesson in English, and the shape of the other languages. */

import { plural } from "../../../words/plural.ts";

const count = plural("en");

export const en = {
  room: "Online room",
  none: "This lesson has no online room.",
  choose: "Set the online room",
  change: "Change the online room",
  remove: "Remove the online room",
  set: "The online room is set.",
  removed: "The online room is removed.",
  again: "Try again",
  provider: "Where",
  providers: {
    zoom: "Zoom",
    meet: "Google Meet",
    bigbluebutton: "BigBlueButton",
    jitsi: "Jitsi",
    jaas: "Jitsi (8x8)",
    link: "A link",
  } as Record<string, string>,
  link: "Paste the address",
  states: { preparing: "being made", ready: "ready", failed: "not made" } as Record<string, string>,
  problems: {
    away: "The video service does not answer. It is asked again by itself; the lesson can have another room.",
    refused: "The video service refuses what it was asked for. Try again, or give the lesson another room.",
    no_host: "Every host of the centre has another lesson at that time. Choose another room, or another time.",
    not_configured: "This video service is no longer set up. Choose another room.",
  } as Record<string, string>,
  opens: (when: string) => `Pupils get in from ${when}.`,
  proposed: "Who was in the online room",
  proposedHelp: "A proposal: nothing is marked until you accept it.",
  acceptAll: (n: number) =>
    count(n, { one: "Accept for 1 pupil without a mark", other: `Accept for ${n} pupils without a mark` }),
  accept: (name: string) => `Accept for ${name}`,
  accepted: (n: number) => count(n, { one: "1 mark made.", other: `${n} marks made.` }),
  statuses: { present: "present", late: "late", absent: "not seen", excused: "not seen, excused" } as Record<
    string,
    string
  >,
  lateBy: (n: number) => `late by ${n} min`,
  there: (n: number) => `${n} min there`,
  sources: {
    zoom: "reported by Zoom",
    meet: "reported by Google Meet",
    bigbluebutton: "reported by BigBlueButton",
    jaas: "reported by JaaS",
    button: "pressed our join button",
  } as Record<string, string>,
  unknown: "Unknown participants",
  unknownHelp: "They came without a personal address. Say who they are.",
  who: (name: string) => `Who is “${name}”?`,
  nameless: "without a name",
  matched: "Saved.",
  chosenEachTime: "Chosen each time",
  making: "Rooms for all coming lessons",
  makingHelp:
    "Every coming lesson of the group that has no online room gets one. Doing it again makes only what is missing.",
  make: "Make the rooms",
  progress: (ready: number, lessons: number) => `${ready} of ${lessons} coming lessons have a room that is ready.`,
  beingMade: (n: number) => count(n, { one: "1 room is being made.", other: `${n} rooms are being made.` }),
  notMade: (n: number) =>
    count(n, {
      one: "1 room was not made. Make the rooms once more.",
      other: `${n} rooms were not made. Make the rooms once more.`,
    }),
  newTitle: "Rooms for lessons that come later",
  newHelp: "Lessons that are added to the timetable get a room by themselves. Rooms that are there stay.",
  where: "Where new lessons get a room",
  newNone: "No rooms by themselves",
  newSaved: "Saved.",
  matchedTitle: "Said by a teacher",
  takeBack: (name: string) => `This is not ${name}`,
  takenBack: "Taken back.",
  save: "Save",
};

export type LiveWords = typeof en;
