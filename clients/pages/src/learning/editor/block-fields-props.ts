/** What the fields of every kind of block take. */

import type { BlockKind, CourseFile, DocumentNode } from "../blocks/block-types.ts";
import type { DraftBlock } from "./data.ts";

export interface BlockFieldsProps {
  block: DraftBlock;
  change: (block: DraftBlock) => void;
  course: string;
  files: ReadonlyMap<string, CourseFile>;
  onFile: (file: CourseFile) => void;
  /** What the server found wrong, by field. */
  errors: Record<string, string>;
  onInsert: (kind: BlockKind, before: DocumentNode, rest: DocumentNode | undefined) => void;
  focus: boolean;
}
