/** The rules of a quiz in a few words. */

import { formatDayTime } from "../../format.ts";
import type { Person } from "../../talim.ts";
import type { Words } from "../../words/index.ts";
import type { QuizWriteWords } from "./words/en.ts";
import type { Quiz } from "./quiz-data.ts";

export const SECONDS_IN_MINUTE = 60;

export function describeSettings(quiz: Quiz, me: Person, words: Words, texts: QuizWriteWords): string[] {
  const { time_limit, attempts_allowed, pass_percent, opens_at, closes_at } = quiz;
  return [
    time_limit ? texts.minutesFor(time_limit / SECONDS_IN_MINUTE) : texts.noTimeLimit,
    attempts_allowed ? texts.triesFor(attempts_allowed) : texts.anyTries,
    ...(pass_percent ? [texts.passFrom(pass_percent)] : []),
    ...(opens_at ? [texts.opensOn(formatDayTime(opens_at, me.zone, words))] : []),
    ...(closes_at ? [texts.closesOn(formatDayTime(closes_at, me.zone, words))] : []),
    ...(quiz.has_password ? [texts.hasPassword] : []),
  ];
}
