/** The way from a gradebook to its appeals, with how many wait. */

import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { useLoad } from "../../ui/load.tsx";
import { useEvents } from "../../ui/stream.ts";
import { appealWords } from "../appeals/words/index.ts";

/** A message tells of each appeal. */
const EVENTS = ["notification.created"] as const;

export function AppealsLink({ gradebook }: { gradebook: string }) {
  const texts = appealWords.use();
  const waiting = useLoad(
    () => talim.api.get("/grading/appeals/", { query: { gradebook, for_me: true, page_size: 1 } }),
    [gradebook],
  );
  useEvents(talim.realtime.own, EVENTS, waiting.reload);
  return (
    <Link to="grade-appeals" class="button">
      {texts.link(waiting.value?.count ?? 0)}
    </Link>
  );
}
