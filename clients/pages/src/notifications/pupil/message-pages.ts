/** The page that a message is about. */

import type { Answer } from "@talim/client";
import type { IconName } from "../../ui/icon.tsx";

export type Message = Answer<"/notifications/", "get">["results"][number];

/** Pages by the beginning of a message's type, the best first. `:name` stands for that field of the message's data. */
const PAGES_BY_TYPE: [type: string, pages: string[]][] = [
  ["homework.submitted", ["review"]],
  ["homework.appealed", ["review"]],
  ["homework.", ["homework/:homework"]],
  ["grading.appealed", ["grade-appeals"]],
  ["grading.marking_assigned", ["grade-marking/:item"]],
  ["grading.", ["grade/:gradebook/:student_id", "grade/:gradebook"]],
  ["payments.proof_sent", ["proofs"]],
  ["payments.course_sold", ["write/:course"]],
  ["payments.", ["payments/:student_id", "payments"]],
  ["attendance.excuse", ["absence/:student_id", "absence", "excuses"]],
  ["attendance.", ["absence/:student_id", "absence"]],
  ["achievement.", ["progress", "coins"]],
  ["shop.", ["coins"]],
  ["lesson.", ["calendar"]],
  ["lessons.feedback", ["feedback"]],
  ["timetable.", ["calendar"]],
  ["families.message", ["letters"]],
  ["portal.erasure_refused", ["data/:student_id"]],
  ["groups.seat_free", ["groups"]],
  ["certificates.", ["certificates"]],
  ["report_card.", ["report-cards"]],
  ["kindergarten.", ["day/:child"]],
  ["learning.reviewed", ["course/:course"]],
  ["chat.message", ["chat/:room"]],
  ["chat.child_written", ["chat"]],
  ["forums.", ["discussion/:discussion"]],
  ["support.", ["ticket/:ticket"]],
  ["moderation.reported", ["moderation"]],
  ["moderation.appealed", ["moderation"]],
  ["moderation.", ["decisions"]],
];

/** The first of these pages that the user can open; undefined when the message says all itself. */
export function findMessagePage(
  { type, data }: Pick<Message, "type" | "data">,
  canOpen: (page: string) => boolean,
): string | undefined {
  const [, pages] = PAGES_BY_TYPE.find(([start]) => type.startsWith(start)) ?? [type, []];
  const filled = pages.map((page) => page.replace(/:(\w+)/, (_, name: string) => String(data[name] ?? "")));
  return filled.find((page) => !page.endsWith("/") && canOpen(page));
}

/** What messages are about, by the beginning of their type. */
const ICONS_BY_TYPE: [type: string, icon: IconName][] = [
  ["homework.", "write"],
  ["grading.", "star"],
  ["payments.", "payments"],
  ["attendance.", "absence"],
  ["lessons.feedback", "star"],
  ["lesson", "calendar"],
  ["timetable.", "calendar"],
  ["achievement.", "star"],
  ["shop.", "shop"],
  ["certificates.", "certificate"],
  ["report_card.", "star"],
  ["kindergarten.", "star"],
  ["chat.", "chat"],
  ["support.", "help"],
];

/** The picture of what the message is about. */
export function findMessageIcon(type: string): IconName {
  return ICONS_BY_TYPE.find(([start]) => type.startsWith(start))?.[1] ?? "messages";
}
