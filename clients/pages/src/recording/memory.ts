/** What lies in this page's memory and is lost with it, or a part of it: the browser asks before it closes the page. */

export interface Lying {
  readonly person: string;
  readonly homework: string;
}

const all = new Set<Lying>();
/** What the browser asks about. */
const guarded = new Set<object>();
const ask = (event: BeforeUnloadEvent) => event.preventDefault();

/** Say whether closing the page would lose some of this. */
export function guard(one: object, is: boolean): void {
  if (is) guarded.add(one);
  else guarded.delete(one);
  if (guarded.size) addEventListener("beforeunload", ask);
  else removeEventListener("beforeunload", ask);
}

/** As `guard`, of a recording. */
export function fleeting(one: Lying, is: boolean): void {
  if (is) all.add(one);
  else all.delete(one);
  guard(one, is);
}

/** Whether closing the page would lose some of this person's recordings. */
export function holds(person: string): boolean {
  return inMemory().some((one) => one.person === person);
}

/** All recordings that closing the page would lose. */
export function inMemory(): Lying[] {
  return [...all];
}
