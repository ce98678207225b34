/** What lies in this page's memory and is lost with it, or a part of it: the browser asks before it closes the page. */

export interface Lying {
  readonly person: string;
  readonly homework: string;
}

const all = new Set<Lying>();
const ask = (event: BeforeUnloadEvent) => event.preventDefault();

/** Say whether closing the page would lose some of this. */
export function fleeting(one: Lying, is: boolean): void {
  if (is === all.has(one)) return;
  if (is) all.add(one);
  else all.delete(one);
  if (all.size) addEventListener("beforeunload", ask);
  else removeEventListener("beforeunload", ask);
}

/** Whether closing the page would lose some of this person's. */
export function holds(person: string): boolean {
  return inMemory().some((one) => one.person === person);
}

/** All that closing the page would lose. */
export function inMemory(): Lying[] {
  return [...all];
}
