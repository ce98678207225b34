/** What the open page is for, what one does there, and what happens next. */

import { path } from "../router.tsx";
import type { Person } from "../talim.ts";
import { Drawer } from "../ui/drawer.tsx";
import { helpWords } from "./words/index.ts";

export interface HelpSheetProps {
  me: Person;
  close: () => void;
}

export function HelpSheet({ me, close }: HelpSheetProps) {
  const { title, nothing, pages } = helpWords.use();
  const [page = ""] = path.get().split("/");
  const ownPages: Record<string, string[]> = me.role in pages ? pages[me.role as keyof typeof pages] : {};
  const sentences = ownPages[page] ?? pages.everybody[page] ?? [nothing];
  return (
    <Drawer title={title} close={close}>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Drawer>
  );
}
