/**
 * Recordings on the device (IndexedDB), piece by piece as they come, until the server has confirmed them. Each belongs to
 * one person and one homework.
 */

import { Database } from "../database.ts";

export interface StoredRecording {
  id: string;
  person: string;
  homework: string;
  type: string;
  begunAt: number;
  seconds: number;
  voiced: number;
  /** `recording` in an earlier visit means that the page was closed in the middle. */
  state: "recording" | "ended" | "sending";
  /** Where its bytes go, once the server has said so. */
  upload?: { id: string; url: string; pieceBytes: number; expiresAt: string };
  /** The submission was asked for with `upload`: whether it happened is not known. */
  asked?: boolean;
  /** The key of the submission: another one for another upload. */
  key: string;
  /** Deleted by the person at this moment, who can still bring it back for some seconds. */
  dropped?: number | null;
}

interface StoredChunk {
  recording: string;
  place: number;
  data: ArrayBuffer;
}

/** What was deleted so long ago (ms) is not brought back any more, whatever became of the page: no notice stays so long. */
const DISCARDED_MAX_MS = 600_000;

/** Where a recording lies while it is sent. */
export interface RecordingStorage {
  get(id: string): Promise<StoredRecording | undefined>;
  put(recording: StoredRecording): Promise<void>;
  /** Change some of a recording's fields; nothing when it is gone. */
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
    const there = await this.get(id);
    if (there) await this.put({ ...there, ...fields });
  }

  /** A person's recordings, or those of one homework of theirs, the newest first; none that they have deleted. */
  async listOf(person: string, homework?: string): Promise<StoredRecording[]> {
    return (await this.listAll())
      .filter((recording) => recording.person === person && (homework === undefined || recording.homework === homework))
      .filter(({ dropped }) => !dropped)
      .sort((a, b) => b.begunAt - a.begunAt);
  }

  /** Let go of what was deleted on pages that were closed before they did so. */
  async removeDiscarded(now = Date.now()): Promise<void> {
    const old = (await this.listAll()).filter(({ dropped }) => dropped && dropped < now - DISCARDED_MAX_MS);
    await Promise.all(old.map(({ id }) => this.remove(id)));
  }

  async addChunk(recording: string, place: number, data: Blob): Promise<void> {
    const piece: StoredChunk = { recording, place, data: await data.arrayBuffer() };
    await this.run("readwrite", (_, pieces) => pieces.put(piece));
  }

  async getFile(recording: StoredRecording): Promise<Blob> {
    const pieces = await this.run("readonly", (_, all) => all.getAll(getChunkRange(recording.id)) as IDBRequest<StoredChunk[]>);
    return new Blob(
      pieces.sort((a, b) => a.place - b.place).map((piece) => piece.data),
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
    ask: (recordings: IDBObjectStore, pieces: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    const asked = await this.database.run(["recordings", "pieces"], mode, (transaction) =>
      ask(transaction.objectStore("recordings"), transaction.objectStore("pieces")),
    );
    return asked.result;
  }
}

function getChunkRange(recording: string): IDBKeyRange {
  return IDBKeyRange.bound([recording, 0], [recording, Number.MAX_SAFE_INTEGER]);
}
