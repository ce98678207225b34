/** Files of opened lessons stay on the device, so that they can be read without a network. */

import { pupilCache } from "../../offline-cache.ts";
import { person, type Person } from "../../talim.ts";
import type { CourseFile } from "../blocks/block-types.ts";
import { fetchFromServer, type FileKeeper } from "../blocks/file-address.ts";

/** Larger ones (bytes) are read from the server each time. */
const LARGEST = 8 * 1024 * 1024;

/** Keeps the files of this person. */
export function createFileKeeper(me: Person): FileKeeper {
  return {
    fetchFile: async (file: CourseFile) => {
      const name = `course-file ${file.id}`;
      const kept = await pupilCache.getValue<Blob>(me.id, name).catch(() => undefined);
      if (kept) return kept;
      const blob = await fetchFromServer(file);
      if (blob.size <= LARGEST)
        await pupilCache.save(me.id, name, blob, Date.now(), () => person.get()?.id === me.id).catch(() => undefined);
      return blob;
    },
  };
}
