/** The file of a material on its way to the server: small ones in one request, others in chunks with their progress. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, type Answer } from "@talim/client";
import { PageError } from "../../errors.ts";
import { talim } from "../../talim.ts";
import { checkReadable } from "../../ui/file.ts";
import { sendChunks } from "../../upload-chunks.ts";

type Begun = Answer<"/resources/uploads/", "post">;

/** Files of at most so many bytes go in one request where the act takes one. */
const SMALL_BYTES = 256 * 1024;

export interface MaterialUpload {
  /** 0 to 1 while chunks are on their way. */
  progress: number | undefined;
  /**
   * Send the file and have it used. After a lost network the same file goes on from where it was. `whole` is the same act
   * with the file in its request, for small files and for a server that keeps files elsewhere.
   */
  send: <R>(file: File, use: (upload: string) => Promise<R>, whole?: () => Promise<R>) => Promise<R>;
}

/** One upload at a time; leaving the form ends it, and the server forgets it. `purpose`: what the server takes it for; films may be larger. */
export function useMaterialUpload(
  purpose: "material" | "course_package" | "question_file" = "material",
): MaterialUpload {
  const [progress, setProgress] = useState<number | undefined>();
  const begun = useRef<{ file: File; upload: Begun } | undefined>(undefined);
  const left = useRef(new AbortController());
  /** It may be gone already; what stays ends by itself after a day. */
  const drop = async () => {
    const id = begun.current?.upload.id;
    begun.current = undefined;
    if (id) await talim.api.delete("/resources/uploads/{id}/", { path: { id } }).catch(() => undefined);
  };
  useEffect(
    () => () => {
      left.current.abort();
      void drop();
    },
    [],
  );
  const send: MaterialUpload["send"] = async (file, use, whole) => {
    await checkReadable(file);
    if (whole && file.size <= SMALL_BYTES) return whole();
    if (begun.current?.file !== file) await drop();
    const isFilm = purpose === "material" && file.type.startsWith("video/");
    const body = { name: file.name, size: file.size, purpose: isFilm ? "film" : purpose } as const;
    begun.current ??= { file, upload: await talim.api.post("/resources/uploads/", { body }) };
    const { id, url, method, piece_bytes: pieceBytes } = begun.current.upload;
    const address = new URL(url, location.origin);
    try {
      if (address.origin !== location.origin || method !== "PUT" || !pieceBytes) {
        await drop();
        if (whole) return await whole();
        throw new PageError("stored_elsewhere");
      }
      await sendChunks({ url: address.href, pieceBytes }, file, {
        onProgress: setProgress,
        signal: left.current.signal,
      });
      setProgress(1);
      const result = await use(id);
      begun.current = undefined;
      return result;
    } catch (error) {
      if (error instanceof ApiError) await drop();
      throw error;
    } finally {
      setProgress(undefined);
    }
  };
  return { progress, send };
}
