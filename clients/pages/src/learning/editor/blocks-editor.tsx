/** The blocks of a lesson: added, written, moved, deleted with a way back. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Fold } from "../../ui/fold.tsx";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { editorWords } from "./words/index.ts";
import type { BlockKind, CourseFile, DocumentNode } from "../blocks/block-types.ts";
import { BlockFields } from "./block-fields.tsx";
import { BLOCK_KINDS, createBlock, readText, type DraftBlock } from "./data.ts";
import { Grip } from "./grip.tsx";
import { moveItem, stepItem } from "./order.ts";
import { useSortable } from "./sortable.ts";

const MAX_BLOCKS = 200;

interface BlocksEditorProps {
  blocks: DraftBlock[];
  change: (update: (blocks: DraftBlock[]) => DraftBlock[]) => void;
  course: string;
  files: ReadonlyMap<string, CourseFile>;
  onFile: (file: CourseFile) => void;
  /** What the server found wrong: "3.latex" and the sentence. */
  errors: Record<string, string>;
}

export function BlocksEditor({ blocks, change, course, files, onFile, errors }: BlocksEditorProps) {
  const words = useWords();
  const texts = editorWords.use();
  const list = useRef<HTMLOListElement>(null);
  const [added, setAdded] = useState("");
  useSortable(list, ({ id, place }) =>
    change((now) =>
      moveItem(
        now,
        now.findIndex((block) => block.id === id),
        place,
      ),
    ),
  );
  useEffect(() => {
    const body = added ? document.querySelector(`#edit-${added} .edit-body`) : null;
    // Whoever writes in the new block already stays where they are.
    if (body?.contains(document.activeElement)) return;
    body?.querySelector<HTMLElement>(":is(input:not([type=file]), textarea, [contenteditable=true])")?.focus();
  }, [added]);
  const insert = (kind: BlockKind, after: string | null) => {
    if (blocks.length >= MAX_BLOCKS) return showNotice(texts.full(MAX_BLOCKS));
    const block = createBlock(kind);
    change((now) => putAfter(now, after, [block]));
    setAdded(block.id);
  };
  const insertInText =
    (text: DraftBlock) => (kind: BlockKind, before: DocumentNode, rest: DocumentNode | undefined) => {
      const block = createBlock(kind);
      const more = rest ? [createBlock("text", { document: rest })] : [];
      const isEmpty = (before.content?.length ?? 0) <= 1 && !readText(before);
      change((now) => {
        const written = now.map((one) => (one.id === text.id ? ({ ...one, document: before } as DraftBlock) : one));
        // A text in which nothing was written but the "/" makes room.
        return putAfter(written, text.id, [block, ...more]).filter(({ id }) => !isEmpty || id !== text.id);
      });
      setAdded(block.id);
    };
  const remove = (block: DraftBlock, at: number) => {
    change((now) => now.filter(({ id }) => id !== block.id));
    showNotice(texts.blockDeleted(texts.kinds[block.kind]), {
      label: words.form.undo,
      run: () =>
        change((now) => (now.some(({ id }) => id === block.id) ? now : [...now.slice(0, at), block, ...now.slice(at)])),
    });
  };
  return (
    <>
      <InsertMenu label={blocks.length ? texts.insertFirst : texts.insert} insert={(kind) => insert(kind, null)} />
      <ol ref={list} class="edit-blocks">
        {blocks.map((block, at) => {
          const name = texts.blockName(texts.kinds[block.kind] ?? block.kind, at + 1);
          return (
            <li key={block.id} data-id={block.id} id={`edit-${block.id}`}>
              <section aria-label={name}>
                <header class="edit-head">
                  <h2>{texts.kinds[block.kind] ?? block.kind}</h2>
                  <Grip
                    name={name}
                    move={(step) => change((now) => stepItem(now, block.id, step))}
                    isFirst={at === 0}
                    isLast={at === blocks.length - 1}
                  />
                  <button
                    type="button"
                    class="plain"
                    aria-label={texts.deleteBlock(name)}
                    onClick={() => remove(block, at)}
                  >
                    <Icon name="close" />
                  </button>
                </header>
                <div class="edit-body">
                  <BlockFields
                    block={block}
                    change={(changed) => change((now) => now.map((one) => (one.id === changed.id ? changed : one)))}
                    course={course}
                    files={files}
                    onFile={onFile}
                    errors={pickErrors(errors, at)}
                    onInsert={insertInText(block)}
                    focus={block.id === added}
                  />
                  {pickGeneral(errors, at).map((text) => (
                    <p key={text} class="wrong">
                      {text}
                    </p>
                  ))}
                </div>
              </section>
              <InsertMenu
                label={texts.insertAfter(name)}
                short={texts.insert}
                insert={(kind) => insert(kind, block.id)}
              />
            </li>
          );
        })}
      </ol>
    </>
  );
}

function putAfter(blocks: DraftBlock[], after: string | null, added: DraftBlock[]): DraftBlock[] {
  const at = after === null ? 0 : blocks.findIndex(({ id }) => id === after) + 1;
  return [...blocks.slice(0, at), ...added, ...blocks.slice(at)];
}

/** By field of the block, and by the place in it ("activity" and "activity.number"). */
function pickErrors(errors: Record<string, string>, at: number): Record<string, string> {
  const start = `${at}.`;
  const found = Object.entries(errors)
    .filter(([field]) => field.startsWith(start))
    .map(([field, text]) => [field.slice(start.length), text] as const);
  return Object.fromEntries([...found.map(([field, text]) => [field.split(".")[0] ?? "", text] as const), ...found]);
}

/** What stands beside no field of its own. */
function pickGeneral(errors: Record<string, string>, at: number): string[] {
  return Object.entries(errors)
    .filter(([field]) => field === String(at) || field.startsWith(`${at}.document`))
    .map(([, text]) => text);
}

function InsertMenu({ label, short, insert }: { label: string; short?: string; insert: (kind: BlockKind) => void }) {
  const texts = editorWords.use();
  return (
    <div class="insert-menu">
      <Fold label={short ?? label} {...(short ? { name: label } : {})} icon="plus">
        {(close) => (
          <ul class="insert-kinds">
            {BLOCK_KINDS.map((kind) => (
              <li key={kind}>
                <button
                  type="button"
                  class="plain"
                  onClick={() => {
                    close();
                    insert(kind);
                  }}
                >
                  {texts.kinds[kind]}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Fold>
    </div>
  );
}
