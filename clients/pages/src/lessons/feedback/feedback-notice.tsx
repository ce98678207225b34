/** A line on the first page, while the user is asked about a teacher and has not answered. */

import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";

export function FeedbackNotice() {
  const words = useWords();
  const asked = useLoad(
    async () => (await talim.api.get("/lessons/feedback/", { query: { page_size: 50 } })).results,
    [],
  );
  if (!asked.value?.some(({ rating }) => rating === null)) return null;
  return (
    <p class="notice">
      <Icon name="star" />
      <Link to="feedback">{words.home.feedback}</Link>
    </p>
  );
}
