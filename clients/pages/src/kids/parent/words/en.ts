/** English, and the shape of the other languages. */

import { plural } from "../../../words/plural.ts";

const count = plural("en");

export const en = {
  title: "Play and learning",
  notSmall: (name: string) => `${name} has no lessons for small children.`,
  today: "Today",
  nothingToday: "No lesson was finished today.",
  minutes: (n: number) => `Play: ${count(n, { one: `${n} minute`, other: `${n} minutes` })}`,
  left: (n: number) =>
    n
      ? `${count(n, { one: `${n} minute is`, other: `${n} minutes are` })} left for today.`
      : "That was enough for today.",
  notCounted: "The time is counted once you limit the day or allow that answers are used for learning.",
  learnt: "What was learnt this week",
  nothingLearnt: "Nothing was practised this week.",
  notRecorded: "You see what was learnt once you allow that answers are used for learning.",
  levels: { low: "Low", medium: "Medium", high: "High" },
  practisedToday: "today",
  atHome: "One thing to do at home",
  practises: (skill: string) => `It practises: ${skill}`,
  limits: (name: string) => `How long ${name} may play`,
  aDay: "A day",
  noLimit: "No limit",
  beforeRest: "Before a rest",
  ofMinutes: (n: number) => count(n, { one: `${n} minute`, other: `${n} minutes` }),
  limitHelp:
    "A lesson that is open may be played to the end of its picture; then the page says that it is enough. It holds on every device.",
  setBy: (name: string) => `Last set by ${name}.`,
  save: "Save",
  saved: "Saved. It holds from now on.",
  more: "More",
  play: "Play beside the child",
  consents: "What you allow",
  notes: "Notes of the week come by themselves. Switch a note of each evening on in your messages.",
};

export type SmallWords = typeof en;
