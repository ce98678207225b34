/** What lies in this page's memory and is lost with it, or a part of it: the browser asks before it closes the page. */

export interface MemoryOnlyRecording {
  readonly person: string;
  readonly homework: string;
}

const memoryOnly = new Set<MemoryOnlyRecording>();
/** What the browser asks about. */
const unsavedItems = new Set<object>();
const confirmClose = (event: BeforeUnloadEvent) => event.preventDefault();

/** Say whether closing the page would lose some of this. */
export function setUnsaved(recording: object, is: boolean): void {
  if (is) unsavedItems.add(recording);
  else unsavedItems.delete(recording);
  if (unsavedItems.size) addEventListener("beforeunload", confirmClose);
  else removeEventListener("beforeunload", confirmClose);
}

/** As `setUnsaved`, of a recording. */
export function setMemoryOnly(recording: MemoryOnlyRecording, is: boolean): void {
  if (is) memoryOnly.add(recording);
  else memoryOnly.delete(recording);
  setUnsaved(recording, is);
}

/** Whether closing the page would lose some of this person's recordings. */
export function hasMemoryOnlyRecordings(person: string): boolean {
  return listMemoryOnlyRecordings().some((recording) => recording.person === person);
}

/** All recordings that closing the page would lose. */
export function listMemoryOnlyRecordings(): MemoryOnlyRecording[] {
  return [...memoryOnly];
}
