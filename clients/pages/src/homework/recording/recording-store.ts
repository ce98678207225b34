/**
 * Recordings on the device (IndexedDB), stored chunk by chunk until the server has confirmed them. Each belongs to one
 * user and one homework.
 */

import { Database } from "../../database.ts";

export interface StoredRecording {
  id: string;
  person: string;
  homework: string;
  type: string;
  begunAt: number;
  seconds: number;
  voiced: number;
  /** `recording` from an earlier visit means that the page was closed during the recording. */
  state: "recording" | "ended" | "sending";
  /** The upload on the server, once it was created. */
  upload?: { id: string; url: string; pieceBytes: number; expiresAt: string };
  /** The submission of `upload` was requested; its result is not known. */
  asked?: boolean;
  /** The idempotency key of the submission. A new upload gets a new key. */
  key: string;
  /** When the user deleted it. It can be restored for some seconds. */
  dropped?: number | null;
}

interface StoredChunk {
  recording: string;
  place: number;
  data: ArrayBuffer;
}

/** After this time (ms) a deleted recording cannot be restored: no notice stays so long. */
const DISCARDED_MAX_MS = 600_000;

/** Where a recording is stored while it is sent. */
export interface RecordingStorage {
  get(id: string): Promise<StoredRecording | undefined>;
  put(recording: StoredRecording): Promise<void>;
  /** Change fields of a recording; does nothing if it is gone. */
  update(id: string, fields: Partial<StoredRecording>): Promise<void>;
  /** The whole file so far. */
  getFile(recording: StoredRecording): Promise<Blob>;
  remove(id: string): Promise<void>;
}

export class RecordingStore implements RecordingStorage {
  private readonly database: Database;

  constructor(name = "talim") {
    this.database = new Database(name, (database) => {
      database.createObjectStore("recordings", { keyPath: "id" });
      database.createObjectStore("pieces", { keyPath: ["recording", "place"] });
    });
  }

  async put(recording: StoredRecording): Promise<void> {
    await this.run("readwrite", (recordings) => recordings.put(recording));
  }

  async get(id: string): Promise<StoredRecording | undefined> {
    return this.run("readonly", (recordings) => recordings.get(id) as IDBRequest<StoredRecording | undefined>);
  }

  async update(id: string, fields: Partial<StoredRecording>): Promise<void> {
    const recording = await this.get(id);
    if (recording) await this.put({ ...recording, ...fields });
  }

  /** A user's recordings, or those of one homework, the newest first; without deleted ones. */
  async listOf(person: string, homework?: string): Promise<StoredRecording[]> {
    return (await this.listAll())
      .filter((recording) => recording.person === person && (homework === undefined || recording.homework === homework))
      .filter(({ dropped }) => !dropped)
      .sort((a, b) => b.begunAt - a.begunAt);
  }

  /** Remove recordings that were deleted on pages that closed too early. */
  async removeDiscarded(now = Date.now()): Promise<void> {
    const discarded = (await this.listAll()).filter(({ dropped }) => dropped && dropped < now - DISCARDED_MAX_MS);
    await Promise.all(discarded.map(({ id }) => this.remove(id)));
  }

  async addChunk(recording: string, place: number, data: Blob): Promise<void> {
    const chunk: StoredChunk = { recording, place, data: await data.arrayBuffer() };
    await this.run("readwrite", (_, pieces) => pieces.put(chunk));
  }

  async getFile(recording: StoredRecording): Promise<Blob> {
    const chunks = await this.run(
      "readonly",
      (_, all) => all.getAll(getChunkRange(recording.id)) as IDBRequest<StoredChunk[]>,
    );
    return new Blob(
      chunks.sort((a, b) => a.place - b.place).map((chunk) => chunk.data),
      { type: recording.type },
    );
  }

  async remove(id: string): Promise<void> {
    await this.run("readwrite", (recordings, pieces) => {
      pieces.delete(getChunkRange(id));
      return recordings.delete(id);
    });
  }

  private listAll(): Promise<StoredRecording[]> {
    return this.run("readonly", (recordings) => recordings.getAll() as IDBRequest<StoredRecording[]>);
  }

  private async run<T>(
    mode: IDBTransactionMode,
    createRequest: (recordings: IDBObjectStore, pieces: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    const request = await this.database.run(["recordings", "pieces"], mode, (transaction) =>
      createRequest(transaction.objectStore("recordings"), transaction.objectStore("pieces")),
    );
    return request.result;
  }
}

function getChunkRange(recording: string): IDBKeyRange {
  return IDBKeyRange.bound([recording, 0], [recording, Number.MAX_SAFE_INTEGER]);
}
