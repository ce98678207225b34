/** Two people wrote one lesson: both texts side by side, and a choice that loses neither. */

import { useId } from "preact/hooks";
import { useWords } from "../../words/index.ts";
import { editorWords } from "./words/index.ts";
import { BlockView } from "../blocks/block-view.tsx";
import type { CourseFile } from "../blocks/block-types.ts";
import { readBlocks, toShownBlock, type DraftBlock, type LessonDraft } from "./data.ts";
import type { LessonText } from "./lesson-saver.ts";
import { findOwnBlocks } from "./merge-lesson.ts";

interface ConflictProps {
  mine: LessonText;
  theirs: LessonDraft;
  files: ReadonlyMap<string, CourseFile>;
  choose: (choice: "mine" | "theirs" | "both") => void;
}

export function Conflict({ mine, theirs, files, choose }: ConflictProps) {
  const words = useWords();
  const texts = editorWords.use();
  const other = { title: theirs.title, blocks: readBlocks(theirs) };
  return (
    <section class="conflict" aria-label={texts.conflict}>
      <div class="notice bad" role="alert">
        <p>{texts.conflictHelp(theirs.saved_by?.full_name ?? words.teacher.register.theirs)}</p>
      </div>
      <div class="conflict-sides">
        <Side title={texts.mine} text={mine} own={findOwnBlocks(mine.blocks, other.blocks)} files={files} />
        <Side
          title={texts.theirs(theirs.saved_by?.full_name ?? "")}
          text={other}
          own={findOwnBlocks(other.blocks, mine.blocks)}
          files={files}
        />
      </div>
      <div class="buttons">
        <button type="button" class="main" onClick={() => choose("both")}>
          {texts.keepBoth}
        </button>
        <button type="button" onClick={() => choose("mine")}>
          {texts.keepMine}
        </button>
        <button type="button" onClick={() => choose("theirs")}>
          {texts.keepTheirs}
        </button>
      </div>
    </section>
  );
}

/** One text; `own` are its blocks that the other one does not have like this. */
function Side({
  title,
  text,
  own,
  files,
}: {
  title: string;
  text: LessonText;
  own: DraftBlock[];
  files: ReadonlyMap<string, CourseFile>;
}) {
  const texts = editorWords.use();
  const id = useId();
  const marked = new Set(own);
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p>
        <strong>{text.title}</strong>
      </p>
      {text.blocks.map((block) => (
        <div key={block.id} class={marked.has(block) ? "different" : undefined}>
          {marked.has(block) ? <p class="small quiet">{texts.different}</p> : null}
          <BlockView block={toShownBlock(block, files)} />
        </div>
      ))}
    </section>
  );
}
