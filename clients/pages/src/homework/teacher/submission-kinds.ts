/** What kinds of homework are heard; the others are read or opened. */

const WRITTEN = ["text", "file"];

export function canBeHeard(kind: string): boolean {
  return !WRITTEN.includes(kind);
}
