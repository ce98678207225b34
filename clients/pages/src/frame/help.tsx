/** The help in the foot of pupils, parents and teachers. What it says is fetched when it is opened. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { describeError, fromImportError } from "../errors.ts";
import { path } from "../router.tsx";
import { useStore } from "../store.ts";
import type { Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { showNotice } from "../ui/notices.tsx";
import { withWords } from "../words/catalogue.ts";
import { helpWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import type { HelpSheetProps } from "./help-sheet.tsx";

/** The roles whose pages are explained. */
const ROLES = ["student", "parent", "teacher"];

const fetchSheet = withWords([helpWords], async () => (await import("./help-sheet.tsx")).HelpSheet);

export function Help({ me }: { me: Person }) {
  const words = useWords();
  const here = useStore(path);
  const [Sheet, setSheet] = useState<ComponentType<HelpSheetProps>>();
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => setIsOpen(false), [here]);
  if (!ROLES.includes(me.role)) return null;
  const open = () =>
    void fetchSheet().then(
      (sheet) => {
        setSheet(() => sheet);
        setIsOpen(true);
      },
      (reason: unknown) => showNotice(describeError(fromImportError(reason), words).text),
    );
  return (
    <>
      <button type="button" class="plain" onClick={open}>
        <Icon name="help" />
        {words.help}
      </button>
      {isOpen && Sheet ? <Sheet me={me} close={() => setIsOpen(false)} /> : null}
    </>
  );
}
