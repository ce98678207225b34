/** English, and the shape of the other languages. */

import { plural } from "../../words/plural.ts";

const count = plural("en");

export const en = {
  title: "Analytics",
  step: "Length of a step",
  steps: { day: "Days", week: "Weeks", month: "Months" },
  from: "From",
  to: "Until",
  branch: "Branch",
  allBranches: "All branches",
  group: "Group",
  allGroups: "All groups",
  course: "Course",
  allCourses: "All courses",
  measure: "What is counted",
  by: "Split",
  bys: { "": "All together", branch: "By branch", group: "By group", course: "By course" },
  subject: { branch: "Branch", group: "Group", course: "Course" },
  areas: {
    people: "People",
    learning: "Learning",
    money: "Money",
    leads: "Leads",
    talk: "Conversations and requests",
    other: "More",
  },
  showAs: (what: string) => `${what}: show as`,
  shows: { chart: "Chart", table: "Table" },
  files: "Save the figures as a file",
  print: "Print",
  meaning: "What this counts",
  period: (from: string, to: string) => `${from} – ${to}`,
  hidden: {
    group: (n: number) =>
      count(n, {
        one: `${n} group has fewer than 5 people and is not shown alone.`,
        other: `${n} groups have fewer than 5 people and are not shown alone.`,
      }),
    course: (n: number) =>
      count(n, {
        one: `${n} course has fewer than 5 people and is not shown alone.`,
        other: `${n} courses have fewer than 5 people and are not shown alone.`,
      }),
    branch: (n: number) =>
      count(n, {
        one: `${n} branch has fewer than 5 people and is not shown alone.`,
        other: `${n} branches have fewer than 5 people and are not shown alone.`,
      }),
  },
  countedUntil: (day: string) => `Counted until ${day}, at most five minutes late.`,
  notCounted: "Nothing is counted yet. The first figures stand here when the first count is over.",
  change: {
    up: (before: string) => `up, before ${before}`,
    down: (before: string) => `down, before ${before}`,
    same: (before: string) => `as before, ${before}`,
    soFar: (before: string) => `so far, ${before} in the step before`,
  },
  toAll: "All figures",
  tooFew: "Fewer than 5 people: their figure is not shown alone.",
  none: "There is no value in this period. Choose a longer one.",
  newest: (period: string) => `Newest: ${period}`,
  before: "Step before",
  value: "Value",
  drawn: (n: number) => `The chart shows the first ${n}; the table has all.`,
  press: "Press a bar, or a name in the table, to see who is behind it.",
  openGroup: "Open the group with its people",
  allSteps: "All steps as a table",
  related: "More about this",
  glance: { office: "The centre in figures", teacher: "My groups in figures", all: "All figures" },

  own: {
    title: "Own figures",
    help: "Measures that you want to see together, under a name. Who opens a figure that is shared sees what own rights give.",
    none: "No figures yet. Choose “New figure”.",
    add: "New figure",
    name: "Name",
    measuresHint: "At most 6.",
    period: "Period",
    periods: {
      last_30_days: "Last 30 days",
      last_12_weeks: "Last 12 weeks",
      last_12_months: "Last 12 months",
      this_month: "This month",
      this_year: "This year",
      fixed: "Fixed days",
    },
    chart: "Drawn as",
    charts: { auto: "As fits", bar: "Bars", line: "Lines", table: "Table" },
    share: "Share with",
    shareHint: "Each sees what own rights give. With nobody chosen it is only yours.",
    roles: { admin: "Administrators", manager: "Managers", teacher: "Teachers" },
    save: "Save the figure",
    saved: "Saved.",
    change: "Change",
    remove: "Delete",
    removeAsk: "Delete this figure? Who it is shared with loses it too.",
    files: "Save the whole figure as a file",
    of: (name: string) => `shared by ${name}`,
    shared: (roles: string) => `shared: ${roles}`,
    leftOut: (n: number) =>
      count(n, {
        one: `${n} measure of this figure is not shown: your role does not see it.`,
        other: `${n} measures of this figure are not shown: your role does not see them.`,
      }),
  },

  boards: {
    revenue: "Income and forecast",
    marketing: "From leads to pupils",
    course: "The course in figures",
    links: {
      revenue: "Revenue and profit",
      debtors: "Debtors",
      analytics: "Day by day",
      "at-risk": "Who may leave",
      "lead-figures": "Figures of leads",
      leads: "Board of leads",
      write: "The course",
      "quizzes-written": "Quizzes and their statistics",
    } as Record<string, string>,
  },

  teacher: {
    title: "My groups in figures",
    compare: "Compare two groups",
    first: "First group",
    second: "Second group",
    inCommon: "The newest step in which both groups have a value counts.",
    ahead: (name: string, what: string) => `${name} is ahead: ${what}.`,
    even: (what: string) => `The same in both: ${what}.`,
    noTwo: "Two groups of at least 5 pupils can be compared. You have fewer.",
    nothing: "The two groups have no value in the same step yet.",
    measure: "Measure",
    over: (what: string) => `${what}, step by step`,
    difference: "Difference",
    each: "Each group",
    together: "All my groups together",
  },

  story: {
    title: "What has changed",
    mark: {
      up: (now: string, before: string, month: string) =>
        `The average score rose: ${now} in ${month}, ${before} in the month before.`,
      down: (now: string, before: string, month: string) =>
        `The average score fell: ${now} in ${month}, ${before} in the month before.`,
      same: (now: string, before: string, month: string) =>
        `The average score stayed about the same: ${now} in ${month}, ${before} in the month before.`,
    },
    why: { up: "Why it may have risen", down: "Why it may have fallen", same: "What else has changed" },
    attendance: {
      up: (now: string, before: string) => `More lessons attended: ${now}, before ${before}.`,
      down: (now: string, before: string) => `Fewer lessons attended: ${now}, before ${before}.`,
      same: (now: string) => `As many lessons attended as before: ${now}.`,
    },
    homework_on_time: {
      up: (now: string, before: string) => `More homework on time: ${now}, before ${before}.`,
      down: (now: string, before: string) => `Less homework on time: ${now}, before ${before}.`,
      same: (now: string) => `As much homework on time as before: ${now}.`,
    },
    together: "This happened at the same time. It need not be the reason.",
    otherwise:
      "Lessons and homework on time did not move the same way, so there may be another reason. The teacher may know more.",
    few: "When two months one after the other have values, it stands here what has changed.",
    line: (what: string, from: string, to: string) => `${what}, ${from} – ${to}`,
    table: "Month by month",
    month: "Month",
  },
  kindergarten: {
    title: "Kindergarten: do the lists help?",
    begun: "Weeks are drawn by chance from now on. The first figures stand here when weeks of children are over.",
    notCompared: "Lists are not compared: it is switched on in the settings.",
    sources: {
      ml: "Lists of the outside pipeline",
      bkt: "Lists by what children can do",
      rules: "Next lessons of the class",
    },
    difference: (value: string, low: string, high: string) =>
      `With these lists the gain of a child in a week was greater by ${value} than with the next lessons of the class (95 %: ${low} to ${high}; below 0 it was smaller).`,
    few: "Too few children yet: figures come from 5 of each kind.",
    weeksOf: (weeks: number, needed: number) => `Weeks of children: ${weeks}; it is decided from ${needed}.`,
    off: "These lists are switched off. They can be switched on again in the settings.",
    lists: "Lists",
    weeks: "Weeks",
    children: "Children",
    shown: "Lessons shown",
    opened: "Opened",
    finished: "Finished",
    gain: "Gain in a week (95 %)",
    predicted: (answers: number, children: number, auc: number, mean: number) =>
      `${answers} answers of ${children} children: of a right and a wrong answer, the right one had the higher chance ${auc} times of 100, by the mean of the class ${mean} times.`,
    alike: (answers: number, children: number) => `${answers} answers of ${children} children, which were all alike.`,
    predictions: "How good the next answer is predicted",
    predictedBy: "Predicted by",
    tracing: "What the child can do",
    classMean: "Mean of its class",
    measuredOn: (day: string) => `Measured on ${day}, anew each week.`,
  },
};

export type AnalyticsWords = typeof en;
