/**
 * Spoken comments that are not sent yet. They lie in memory: who comes back to the homework finds them, and as long as
 * there are any, the browser asks before it closes the pages. They end with her sign-out.
 */

import { setMemoryOnly, listMemoryOnlyRecordings, type MemoryOnlyRecording } from "../recording/close-warning.ts";
import type { UnsentWork } from "../../sign-out.tsx";
import { person } from "../../talim.ts";

interface VoiceComment {
  of: MemoryOnlyRecording;
  voice: Blob;
}

const voiceComments = new Map<string, VoiceComment>();
person.subscribe((me) => {
  for (const { of } of voiceComments.values()) if (of.person !== me?.id) saveVoiceComment(of, null);
});

/** What this person has said of this homework. */
export function getVoiceComment(of: MemoryOnlyRecording): Blob | null {
  return voiceComments.get(getKey(of))?.voice ?? null;
}

/** With null it is let go of; so is what comes after its person has signed out. */
export function saveVoiceComment(of: MemoryOnlyRecording, voice: Blob | null): void {
  const before = voiceComments.get(getKey(of));
  if (before) setMemoryOnly(before.of, false);
  voiceComments.delete(getKey(of));
  if (!voice || person.get()?.id !== of.person) return;
  voiceComments.set(getKey(of), { of, voice });
  setMemoryOnly(of, true);
}

/** What this person has said, or is just saying, and not sent. */
export function findUnsentVoiceComments(whose: string): UnsentWork | undefined {
  const mine = new Set(
    listMemoryOnlyRecordings().flatMap((recording) => (recording.person === whose ? [recording.homework] : [])),
  );
  const [first] = mine;
  if (!first) return undefined;
  return { describe: (words) => words.leaving.recordings(mine.size), page: `review/${first}`, inMemory: true };
}

function getKey({ person: whose, homework }: MemoryOnlyRecording): string {
  return `${whose} ${homework}`;
}
