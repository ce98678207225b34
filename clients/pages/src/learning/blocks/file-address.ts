/** Where the page has a file: on the server, or as a copy on the device for when there is no network. */

import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { CourseFile } from "./block-types.ts";

/** How a page gets files that it keeps. Without one, files come from the server each time. */
export interface FileKeeper {
  /** The file; from the device where the server cannot be reached. Rejects where neither has it. */
  fetchFile: (file: CourseFile) => Promise<Blob>;
}

export const FileKeeperContext = createContext<FileKeeper | undefined>(undefined);

/** The address of a small file that the page keeps; undefined while it is not here. */
export function useFileAddress(file: CourseFile | null): string | undefined {
  const keeper = useContext(FileKeeperContext);
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!file || !keeper) return undefined;
    let made = "";
    let left = false;
    const ask = () =>
      void keeper.fetchFile(file).then(
        (blob) => {
          if (left || made) return;
          made = URL.createObjectURL(blob);
          setAddress(made);
        },
        // A server that keeps its files elsewhere lets pages show them, not read them.
        () => left || (navigator.onLine && setAddress(file.url)),
      );
    ask();
    addEventListener("online", ask);
    return () => {
      left = true;
      removeEventListener("online", ask);
      if (made) URL.revokeObjectURL(made);
      setAddress(undefined);
    };
  }, [file?.id, keeper]);
  return keeper ? address : file?.url;
}

/** The content of a file. */
export function useFileFetch(): (file: CourseFile) => Promise<Blob> {
  const keeper = useContext(FileKeeperContext);
  return keeper ? keeper.fetchFile : fetchFromServer;
}

/** Ask the server. Rejects where it refuses, and without a network. */
export async function fetchFromServer(file: CourseFile): Promise<Blob> {
  const answer = await fetch(file.url);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.blob();
}
