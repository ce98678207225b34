/** What every field of an activity needs: its block, the files of the course, and how something is changed. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { CourseFile } from "../../learning/blocks/block-types.ts";
import { nameFile, type DraftActivity } from "./draft.ts";

export interface ActivityDesk {
  course: string;
  /** The files of the block: ids by their names. */
  named: Record<string, string>;
  files: ReadonlyMap<string, CourseFile>;
  /** What the server found wrong: "activity.number" or "files.picture-1", and the sentence. */
  errors: Record<string, string>;
  /** Put an activity in place of the one before, with files that it names anew. */
  change: (update: (activity: DraftActivity) => DraftActivity, more?: Record<string, string>) => void;
  onFile: (file: CourseFile) => void;
}

export const DeskContext = createContext<ActivityDesk | undefined>(undefined);

export function useDesk(): ActivityDesk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("An activity is written at a desk.");
  return desk;
}

const FILE = "file:";

/** The file of the course that a picture or a sound names; undefined for those of the platform. */
export function findFile({ named, files }: ActivityDesk, name: string): CourseFile | undefined {
  return name.startsWith(FILE) ? files.get(named[name.slice(FILE.length)] ?? "") : undefined;
}

/** What the server says of the file that is named. */
export function findFileError({ errors }: ActivityDesk, name: string): string | undefined {
  return name.startsWith(FILE) ? errors[`files.${name.slice(FILE.length)}`] : undefined;
}

/** Take a file into the block; `use` puts its name where it belongs. */
export function takeFile(
  desk: ActivityDesk,
  stem: "picture" | "sound",
  file: CourseFile,
  use: (name: string, more: Record<string, string>) => void,
): void {
  desk.onFile(file);
  const name = nameFile(desk.named, stem);
  use(FILE + name, { [name]: file.id });
}
