/** English, and the shape of the other languages. */

import { learning } from "../pupil/words/en.ts";
import type { AreaWords } from "./area-words.ts";
import { plural } from "./plural.ts";

const formatCount = plural("en");

export const en = {
  learning,
  retry: "Try again",
  /** Between a whole and its parts. */
  decimal: ".",
  close: "Close",
  hideNotice: "Hide this notice",
  noticeKey: (key: string) => `${key} leads here.`,
  cancel: "Cancel",
  more: "Show more",
  loading: "One moment …",
  slow: "The network is slow. We keep trying.",
  needsNetwork: "This needs the internet. It opens by itself when you are connected.",
  offline: "No network. What you do here is kept and sent later.",
  offlineHere: "No network. What is shown may be old; what you typed stays here.",
  copied: (when: string) => `This is how it was ${when}. What is new appears when there is a network.`,
  help: "Help",
  report: "Report a problem",
  needYou: (n: number) => `${n} need you`,
  skip: "Skip to the content",
  language: "Language",
  leave: "Sign out",
  notFound: "This page does not exist.",
  toStart: "Go to the start page",
  soon: "There is no page for your role yet. Ask the office to give you another role.",

  form: {
    chooseFile: "Choose a file",
    required: "Fill this in.",
    check: "Some fields need another look.",
    optional: "optional",
    restored: "What you typed before is here again.",
    startAnew: "Start anew",
    remove: "Remove",
    nothingFound: "Nothing found.",
    choose: "Choose …",
    save: "Save",
    saved: "Saved.",
    edit: "Edit",
    add: "Add",
    undo: "Undo",
    undone: "Undone.",
    delete: "Delete",
    yes: "Yes",
    no: "No",
    all: "All",
    number: "Write a number.",
    changed: "Somebody changed this a moment ago. Look at the new version, then save again.",
    mistyped: "This does not fit here. Look at it again.",
    range: (min: string, max: string) =>
      min && max ? `Write a number from ${min} to ${max}.` : min ? `Write ${min} or more.` : `Write ${max} or less.`,
    next: "Next",
    nothingYet: "Nothing yet.",
  },

  viewing: {
    title: "Pages of another person",
    open: "See the pages as this person (new tab)",
    help: (name: string) =>
      `You see what ${name} sees, for fifteen minutes. You can only look. What you open is recorded.`,
    start: "See the pages",
    bar: (name: string) => `You see the pages of ${name}. You can only look.`,
    end: "End",
  },

  leaving: {
    recordings: (n: number) =>
      formatCount(n, { one: `${n} recording is not sent yet`, other: `${n} recordings are not sent yet` }),
    answers: (n: number) =>
      formatCount(n, {
        one: `${n} answer to a quiz is not sent yet`,
        other: `${n} answers to quizzes are not sent yet`,
      }),
    help: "What is not sent stays on this device. It is sent after you sign in here again.",
    inMemory: "It is only in this open page. What is not sent may be lost when you sign out.",
    first: "Send first",
    anyway: "Sign out anyway",
  },

  nav: {
    home: "Today",
    coins: "Coins",
    payments: "Payments",
    messages: "Messages",
    account: "My account",
    wishes: "Which messages you get",
    checkIn: "In class",
  },
  unread: (n: number) => formatCount(n, { one: `${n} new message`, other: `${n} new messages` }),
  chat: "Chat",

  signIn: {
    title: "Welcome",
    login: "E-mail or phone number",
    password: "Password",
    show: "Show the password",
    go: "Sign in",
    code: "The code from your app",
    codeHelp: "Six digits, or one of your recovery codes.",
    codeWrong: "This code is not the right one. Take the one that the app shows now.",
    check: "Check",
    other: "Another name",
    again: "Please sign in again. Everything on this page is still here.",
    notYou: "Sign out and start again",
    forgot: "Forgot the password?",
    child: "I am a child: code and pictures",
    signUp: "New here? Sign up",
    support: "Write to the office without an account",
  },

  errors: {
    network: "The server cannot be reached. Check the network and try again.",
    kept: "Your recording is safe on this device.",
    login_failed: "This name and password do not fit together. Check both.",
    token_invalid: "Your session has ended. Please sign in again.",
    not_authenticated: "Please sign in.",
    forbidden: "You do not have access to this. The centre can tell you why.",
    not_found: "This no longer exists.",
    too_many_requests: (seconds: number) =>
      seconds > 0 ? `Too many tries. Try again in ${wait(seconds)}.` : "Too many tries. Wait a little.",
    unavailable: "The server is busy. Try again in a minute.",
    server_error: "Something went wrong on our side. We know about it.",
    broken: "Something on this page broke. Load it again, or come back later.",
    known: "We know about it.",
    failed: "This did not work. Try again later.",
    deadline_passed: "The deadline of this homework has passed. Ask your teacher for more time.",
    no_attempts_left: "You have no tries left. Your teacher can give you another.",
    consent_missing: "A parent has to allow recordings first: on their own page, under “What you allow”.",
    file_changed: "The file has changed since you chose it. Choose it again.",
    stored_elsewhere: "This centre keeps its files elsewhere. Add the file as a new material and remove this one.",
    unsent_here:
      "This page holds a recording that is not sent. Who made it can sign in here; with “Sign out and start again” it is lost.",
    not_enough_coins: "You do not have enough coins for this yet.",
    sold_out: "This is sold out.",
    price_changed: "The price has just changed. Look again.",
    payment_in_progress: "A payment is being made right now. Wait until it is finished.",
    payment_closed: "There is nothing left to pay here.",
    provider_off: "Paying here is switched off. You can pay at the office.",
    provider_away: "Payme does not answer right now. Try again later.",
    code: (code: string) => `Code for support: ${code}`,
  },

  days: {
    today: "today",
    tomorrow: "tomorrow",
    yesterday: "yesterday",
    week: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    months: [
      "January",
      "February",
      "March",
      "April",
      "May",
      "June",
      "July",
      "August",
      "September",
      "October",
      "November",
      "December",
    ],
    date: (day: number, month: string) => `${day} ${month}`,
    month: (name: string, _place: number, year: number) => `${name} ${year}`,
  },
  currency: { UZS: "soʻm", USD: "$" } as Record<string, string>,

  home: {
    hello: (name: string) => `Hello, ${name}!`,
    homework: "Homework",
    noHomework: "Nothing to do right now. New homework appears here by itself.",
    done: "Done",
    lessons: "Lessons this week",
    noLessons: "No lessons in the next seven days.",
    todayLessons: "Lessons today",
    later: "Next days",
    cancelled: "cancelled",
    join: "Join the lesson",
    moved: "moved",
    due: (when: string) => `until ${when}`,
    given: (day: string) => `given ${day}`,
    noDue: "no deadline",
    overdue: (when: string) => `was due ${when}`,
    over: "Time is over",
    coins: (n: number) => `up to ${formatCount(n, { one: `${n} coin`, other: `${n} coins` })}`,
    unsent: "A recording waits on this device",
    begun: "A text that is not sent waits on this device",
    feedback: "What do you think of your teacher?",
    streak: (n: number) =>
      n ? `${formatCount(n, { one: `${n} day`, other: `${n} days` })} in a row` : "Begin a row of days today",
    stars: (n: number) => formatCount(n, { one: `${n} star`, other: `${n} stars` }),
    state: {
      assigned: "To do",
      returned: "Once more, please",
      processing: "We are listening",
      scored: "Marked",
      needs_review: "Your teacher looks at it",
      reviewed: "Your teacher has reviewed it",
    },
  },

  payments: {
    title: "Payments",
    none: "There are no payments yet. What is to be paid appears here.",
    pay: "Pay with Payme",
    due: (when: string) => `until ${when}`,
    waits: "A payment is being made",
    status: {
      draft: "being prepared",
      pending: "to pay",
      overdue: "overdue",
      completed: "paid",
      cancelled: "cancelled",
      failed: "failed",
      refunded: "paid back",
    },
    of: (rest: string, all: string) => `${rest} of ${all}`,
  },

  messages: {
    title: "Messages",
    none: "Nothing yet. Here you read what your teacher and the centre tell you.",
    readAll: "Mark all as read",
    fresh: "new",
  },

  pushed: {
    held: "What you said is not sent yet. The message stays in the list.",
    open: "Open it",
  },
};

function wait(seconds: number): string {
  return seconds < 90
    ? formatCount(seconds, { one: `${seconds} second`, other: `${seconds} seconds` })
    : `${Math.ceil(seconds / 60)} minutes`;
}

/** What is there from the beginning: it weighs on the first view of everybody. */
export type FirstWords = typeof en;

/** All words that pages read from `useWords()`; a page is fetched together with the areas that it reads (`areas.ts`). */
export type Words = FirstWords & AreaWords;
