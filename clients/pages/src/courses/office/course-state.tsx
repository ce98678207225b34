/** Whether a course is a draft, published or archived: an icon and a word. */

import { Icon, type IconName } from "../../ui/icon.tsx";
import { coursesWords } from "../catalogue/words/index.ts";

const ICONS: Record<string, IconName> = { draft: "clock", published: "good", archived: "close" };

export function CourseState({ status }: { status: string }) {
  const texts = coursesWords.use();
  return (
    <span class="state">
      <Icon name={ICONS[status] ?? "good"} />
      {texts.statuses[status] ?? status}
    </span>
  );
}
