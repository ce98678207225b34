/** Whether pages speak to a child or to an older pupil. */

import type { Person } from "../talim.ts";

/** The last age (years) of the younger band. */
const YOUNG_AGE = 12;

/** The last age (years) at which one plays before one reads. */
const KID_AGE = 7;

/** Whether this pupil is twelve or younger; false without a date of birth. */
export function isYoung(me: Pick<Person, "birth_date">, today = new Date()): boolean {
  return isUpTo(YOUNG_AGE, me, today);
}

/** Whether this pupil is of the kindergarten by the age; false without a date of birth. */
export function isKid(me: Pick<Person, "birth_date">, today = new Date()): boolean {
  return isUpTo(KID_AGE, me, today);
}

function isUpTo(age: number, me: Pick<Person, "birth_date">, today: Date): boolean {
  if (!me.birth_date) return false;
  const [year = 0, month = 1, day = 1] = me.birth_date.split("-").map(Number);
  return new Date(year + age + 1, month - 1, day) > today;
}
