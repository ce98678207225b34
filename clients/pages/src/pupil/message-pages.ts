/** The page that a message is about. */

import type { Answer } from "@talim/client";

export type Message = Answer<"/notifications/", "get">["results"][number];

/** Pages by the beginning of a message's type, the best first. `:name` stands for that field of the message's data. */
const PAGES_BY_TYPE: [type: string, pages: string[]][] = [
  ["homework.submitted", ["review"]],
  ["homework.appealed", ["review"]],
  ["homework.", ["homework/:homework"]],
  ["payments.proof_sent", ["proofs"]],
  ["payments.", ["payments/:student_id", "payments"]],
  ["attendance.excuse", ["absence/:student_id", "absence", "excuses"]],
  ["attendance.", ["absence/:student_id", "absence"]],
  ["achievement.", ["coins"]],
  ["shop.", ["coins"]],
  ["families.message", ["letters"]],
  ["groups.seat_free", ["groups"]],
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
