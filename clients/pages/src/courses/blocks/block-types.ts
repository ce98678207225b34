/** A lesson is a list of blocks. What each kind of them holds. */

/** A node of the text of a lesson, as the editor keeps it. */
export interface DocumentNode {
  type: string;
  attrs?: Record<string, unknown> | null;
  content?: DocumentNode[];
  marks?: { type: string; attrs?: Record<string, unknown> | null }[];
  text?: string;
}

/** A file of a course. Its address holds for some time only. */
export interface CourseFile {
  id: string;
  title: string;
  kind: string;
  content_type: string;
  size: number;
  duration_ms: number | null;
  url: string;
  expires_at: string | null;
}

export type NoteTone = "tip" | "warning" | "note";

/** What each kind holds besides its id. `file` is null where none was chosen yet. */
export interface BlockContents {
  text: { document: DocumentNode };
  note: { tone: NoteTone; document: DocumentNode };
  formula: { latex: string; caption: string };
  image: { file: CourseFile | null; alt: string; decorative: boolean; caption: string };
  audio: { file: CourseFile | null; title: string; transcript: string };
  pdf: { file: CourseFile | null; title: string };
  slides: { file: CourseFile | null; title: string };
  file: { file: CourseFile | null; title: string };
  embed: { url: string; title: string };
  flashcards: { title: string; cards: { front: string; back: string }[] };
}

export type BlockKind = keyof BlockContents;
export type BlockOf<K extends BlockKind> = { id: string; kind: K } & BlockContents[K];
export type Block = { [K in BlockKind]: BlockOf<K> }[BlockKind];
