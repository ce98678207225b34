/** The button that opens the online room of a lesson by the person's own address. */

import { getServerTime } from "../../clock.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { useWords } from "../../words/index.ts";

/** The button is there from so long (ms) before the lesson; the server says whether the room is open. */
const SHOWN_BEFORE_MS = 2 * 3_600_000;
const CLOSES_AFTER_MS = 30 * 60_000;

interface JoinLiveProps {
  lesson: { id: string; live: string | null; status: string; starts_at: string; ends_at: string };
  /** The child for whom a guardian opens the room. */
  student?: string;
}

export function JoinLive({ lesson, student }: JoinLiveProps) {
  const words = useWords();
  const now = getServerTime();
  const near =
    Date.parse(lesson.starts_at) - SHOWN_BEFORE_MS < now && now < Date.parse(lesson.ends_at) + CLOSES_AFTER_MS;
  if (!lesson.live || lesson.status === "cancelled" || !near) return null;
  return (
    <span class="buttons">
      <ActButton word={words.home.join} act={() => joinRoom(lesson.id, student)} onDone={() => undefined} />
    </span>
  );
}

/** Open the room in a tab of its own. The tab is opened at once: browsers stop one that comes after an answer. */
async function joinRoom(lesson: string, student: string | undefined): Promise<void> {
  const tab = open("about:blank");
  if (tab) tab.opener = null;
  try {
    const body = { student: student ?? null };
    const { address } = await talim.api.post("/lessons/{id}/join/", { path: { id: lesson }, body });
    (tab ?? window).location.assign(address);
  } catch (reason) {
    tab?.close();
    throw reason;
  }
}
