/** Whether a person may sign in: an icon and a word. */

import { Icon } from "../../ui/icon.tsx";
import { peopleWords } from "./words/index.ts";

const STATE_ICONS = { active: "good", pending: "clock", off: "close" } as const;

export function PersonState({ status }: { status: keyof typeof STATE_ICONS }) {
  const texts = peopleWords.use();
  return (
    <span class="state">
      <Icon name={STATE_ICONS[status]} />
      {texts.states[status]}
    </span>
  );
}
