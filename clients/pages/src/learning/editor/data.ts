/** What the editor of a course reads and writes: the draft of a course, the draft of a lesson and its blocks. */

import { newId, type Answer } from "@talim/client";
import type { Block, BlockContents, BlockKind, CourseFile, DocumentNode, TaskContent } from "../blocks/block-types.ts";

export type CourseDraft = Answer<"/courses/courses/{id}/draft/", "get">;
export type DraftModule = CourseDraft["modules"][number];
export type DraftLesson = DraftModule["lessons"][number];
export type LessonDraft = Answer<"/courses/lessons/{id}/draft/", "get">;
export type OpeningRule = DraftLesson["opens"][number];

type Stored<T> = T extends { file: unknown } ? Omit<T, "file"> & { file: string | null } : T;
/** A block as the server keeps it: a file by its id. */
export type DraftBlockOf<K extends BlockKind> = { id: string; kind: K } & Stored<BlockContents[K]>;
export type DraftBlock = { [K in BlockKind]: DraftBlockOf<K> }[BlockKind];
/** Kinds that show a file. */
export type FileKind = "image" | "audio" | "video" | "pdf" | "slides" | "file";

export const EMPTY_DOCUMENT: DocumentNode = { type: "doc", content: [{ type: "paragraph" }] };

/** In the order of the menu. */
export const BLOCK_KINDS: BlockKind[] = [
  "text",
  "note",
  "image",
  "audio",
  "video",
  "pdf",
  "slides",
  "file",
  "embed",
  "formula",
  "flashcards",
  "interactive",
  "quiz",
  "assignment",
  "spoken",
  "activity",
];

const EMPTY_TASK: TaskContent = { title: "", days: null, deadline: null, max_attempts: null, late_policy: "accept" };

const EMPTY: { [K in BlockKind]: Stored<BlockContents[K]> } = {
  text: { document: EMPTY_DOCUMENT },
  note: { tone: "tip", document: EMPTY_DOCUMENT },
  formula: { latex: "", caption: "" },
  image: { file: null, alt: "", decorative: false, caption: "" },
  audio: { file: null, title: "", transcript: "" },
  video: { file: null, title: "", transcript: "" },
  pdf: { file: null, title: "" },
  slides: { file: null, title: "" },
  file: { file: null, title: "" },
  embed: { url: "", title: "" },
  interactive: { file: null, title: "" },
  quiz: { quiz: "", title: "" },
  assignment: { ...EMPTY_TASK, document: EMPTY_DOCUMENT, answer: "text" },
  spoken: { ...EMPTY_TASK, task: "reading", text: "", file: null },
  flashcards: { title: "", cards: [{ front: "", back: "" }] },
  activity: { activity: { kind: "tap", instruction: { sound: "tap-it" } } as { kind: string }, files: {} },
};

/** An empty block with an id of its own. */
export function createBlock(kind: BlockKind, content: Partial<DraftBlock> = {}): DraftBlock {
  return { ...EMPTY[kind], ...content, id: newId(), kind } as DraftBlock;
}

/** The blocks of a lesson as the server answered them. */
export function readBlocks(draft: Pick<LessonDraft, "blocks">): DraftBlock[] {
  return draft.blocks as unknown as DraftBlock[];
}

/** A block as learners' pages show it. */
export function toShownBlock(block: DraftBlock, files: ReadonlyMap<string, CourseFile>): Block {
  return ("file" in block ? { ...block, file: files.get(block.file ?? "") ?? null } : block) as Block;
}

/** The words of a document, without its form. */
export function readText({ text = "", content = [] }: DocumentNode): string {
  return [text, ...content.map(readText)].filter(Boolean).join(" ");
}
