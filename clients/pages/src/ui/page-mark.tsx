/** How much waits for the person on a page, beside its link; nothing where nothing does. */

import { pageMarks } from "../badge.ts";
import { useStore } from "../store.ts";
import { useWords } from "../words/index.ts";
import { UnreadCount } from "./unread.tsx";

export function PageMark({ to, class: name }: { to: string; class: string }) {
  const words = useWords();
  const count = useStore(pageMarks)[to] ?? 0;
  return <UnreadCount of={count} class={name} word={to === "forums" ? words.unread(count) : words.needYou(count)} />;
}
