/** Data in this page's memory that would be lost with it. The browser asks before it closes the page. */

export interface MemoryOnlyRecording {
  readonly person: string;
  readonly homework: string;
}

const memoryOnly = new Set<MemoryOnlyRecording>();
/** What the browser asks about. */
const unsavedItems = new Set<object>();
const confirmClose = (event: BeforeUnloadEvent) => event.preventDefault();

/** Say whether closing the page would lose a part of this object. */
export function setUnsaved(recording: object, isUnsaved: boolean): void {
  if (isUnsaved) unsavedItems.add(recording);
  else unsavedItems.delete(recording);
  if (unsavedItems.size) addEventListener("beforeunload", confirmClose);
  else removeEventListener("beforeunload", confirmClose);
}

/** As `setUnsaved`, for a recording. */
export function setMemoryOnly(recording: MemoryOnlyRecording, isUnsaved: boolean): void {
  if (isUnsaved) memoryOnly.add(recording);
  else memoryOnly.delete(recording);
  setUnsaved(recording, isUnsaved);
}

/** Whether closing the page would lose a recording of this user. */
export function hasMemoryOnlyRecordings(person: string): boolean {
  return listMemoryOnlyRecordings().some((recording) => recording.person === person);
}

/** All recordings that closing the page would lose. */
export function listMemoryOnlyRecordings(): MemoryOnlyRecording[] {
  return [...memoryOnly];
}
