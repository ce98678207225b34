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

export type TaskAnswer = "text" | "file" | "recording";
export type SpokenTask = "reading" | "speaking" | "repeat";
export type LatePolicy = "accept" | "reduce" | "refuse";

/** What learners hand in until `days` after they began the course, or until `deadline`. */
export interface TaskContent {
  title: string;
  days: number | null;
  deadline: string | null;
  max_attempts: number | null;
  late_policy: LatePolicy;
}

/** What the server made of a film. `poster`: the address of its picture, or "". */
export interface ShownVideo {
  is_ready: boolean;
  percent: number;
  duration_ms: number | null;
  width: number;
  height: number;
  poster: string;
}

/** `time_limit` in seconds; `attempts_allowed` 0: as many as one likes. */
export interface QuizFacts {
  title: string;
  time_limit: number | null;
  attempts_allowed: number;
  pass_percent: number | null;
}

/** What each kind holds besides its id. `file` is null where none was chosen yet. */
export interface BlockContents {
  text: { document: DocumentNode };
  note: { tone: NoteTone; document: DocumentNode };
  formula: { latex: string; caption: string };
  image: { file: CourseFile | null; alt: string; decorative: boolean; caption: string };
  audio: { file: CourseFile | null; title: string; transcript: string };
  video: { file: CourseFile | null; title: string; transcript: string; video?: ShownVideo | null };
  pdf: { file: CourseFile | null; title: string };
  slides: { file: CourseFile | null; title: string };
  file: { file: CourseFile | null; title: string };
  embed: { url: string; title: string };
  assignment: TaskContent & { document: DocumentNode; answer: TaskAnswer };
  spoken: TaskContent & { task: SpokenTask; text: string; file: CourseFile | null };
  interactive: {
    file: CourseFile | null;
    title: string;
    package?: { kind: string; is_ready: boolean; is_on: boolean } | null;
  };
  /** `facts`: what a published lesson says of its quiz. */
  quiz: { quiz: string; title: string; facts?: QuizFacts | null };
  flashcards: { title: string; cards: { front: string; back: string }[] };
  /** For small children, who play it on pages of their own (`kids`). */
  activity: { activity: { kind: string }; files: Record<string, string>; sounds?: Record<string, string> };
}

export type BlockKind = keyof BlockContents;
export type BlockOf<K extends BlockKind> = { id: string; kind: K } & BlockContents[K];
export type Block = { [K in BlockKind]: BlockOf<K> }[BlockKind];

/** The blocks of a lesson as the server answered them: it has checked what each kind holds. */
export function readShownBlocks({ blocks }: { blocks: Record<string, unknown>[] }): Block[] {
  return blocks as unknown as Block[];
}
