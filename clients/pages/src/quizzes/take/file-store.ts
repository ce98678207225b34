/**
 * Keeps recordings and other files of answers on the device (IndexedDB) until the server has them. A recording is
 * written piece by piece, so that a page that is closed loses at most its last second.
 */

import { Database } from "../../database.ts";

const FILES = "files";
const PIECES = "pieces";
/** After so long (ms) a file that no answer names was left behind by a page that was closed. */
const LEFT_MS = 24 * 3_600_000;
/** The same for a file in memory, which this page holds for an answer that it is just making. */
const LEFT_IN_MEMORY_MS = 60_000;

/** Whose answer to which question it is. */
export interface AnswerPlace {
  person: string;
  attempt: string;
  place: number;
}

export interface StoredFile extends AnswerPlace {
  key: string;
  name: string;
  type: string;
  begunAt: number;
  /** It is recorded here. Other files are chosen. */
  isRecording: boolean;
}

interface Piece {
  file: string;
  number: number;
  data: ArrayBuffer;
}

export class FileStore {
  private readonly database = new Database("talim-quiz-files", (database) => {
    database.createObjectStore(FILES, { keyPath: "key" });
    database.createObjectStore(PIECES, { keyPath: ["file", "number"] });
  });
  /** What the device has no room for; each holds a lock, which tells other tabs where it lies. */
  private readonly memory = new Map<string, { data: Blob; since: number; release: () => void }>();
  private readonly failed = new Set<string>();
  private writes: Promise<void> = Promise.resolve();

  /** `onMemory`: told whether something lies in this open page only. */
  constructor(private readonly onMemory: (holds: boolean) => void = () => {}) {}

  /** Keep a file that is there as a whole. */
  async keep(file: StoredFile, data: Blob): Promise<void> {
    this.begin(file);
    this.addPiece(file.key, 0, data);
    await this.finish(file.key, data);
  }

  /** A file begins; its pieces follow. */
  begin(file: StoredFile): void {
    this.write(file.key, async () => void (await this.run("readwrite", (files) => files.put(file))));
  }

  /** The next piece of a recording. */
  addPiece(key: string, number: number, data: Blob): void {
    this.write(key, async () => {
      const piece: Piece = { file: key, number, data: await data.arrayBuffer() };
      await this.run("readwrite", (_, pieces) => pieces.put(piece));
    });
  }

  /** All pieces were added; `whole` stays in memory where the device had no room for all of them. */
  async finish(key: string, whole: Blob): Promise<void> {
    await this.writes;
    if (!this.failed.delete(key)) return;
    await this.removeStored(key);
    this.memory.set(key, { data: whole, since: Date.now(), release: holdLock(key) });
    this.onMemory(true);
  }

  /** The file so far; undefined where it is not on this device. */
  async get(key: string): Promise<Blob | undefined> {
    const held = this.memory.get(key);
    if (held) return held.data;
    const file = await this.run("readonly", (files) => files.get(key) as IDBRequest<StoredFile | undefined>);
    if (!file) return undefined;
    const pieces = await this.run("readonly", (_, all) => all.getAll(getPieceRange(key)) as IDBRequest<Piece[]>);
    return new Blob(
      pieces.map(({ data }) => data),
      { type: file.type },
    );
  }

  /** Something lies in this open page only. */
  get isInMemory(): boolean {
    return this.memory.size > 0;
  }

  /** Whether the file lies in another open page only. */
  async isElsewhere(key: string): Promise<boolean> {
    const { held = [] } = (await navigator.locks?.query()) ?? {};
    return !this.memory.has(key) && held.some(({ name }) => name === getLockName(key));
  }

  /** Recordings of this person in this attempt, the newest first. */
  async listRecordings(person: string, attempt: string): Promise<StoredFile[]> {
    const all = await this.listAll();
    return all
      .filter((file) => file.isRecording && file.person === person && file.attempt === attempt)
      .sort((one, other) => other.begunAt - one.begunAt);
  }

  async remove(keys: readonly string[]): Promise<void> {
    await this.writes;
    for (const key of keys) {
      this.memory.get(key)?.release();
      this.memory.delete(key);
      await this.removeStored(key);
    }
    this.onMemory(this.memory.size > 0);
  }

  /** Remove what has lain here for long and is not among these. */
  async removeLeft(named: ReadonlySet<string>): Promise<void> {
    const left = (await this.listAll()).filter(({ key, begunAt }) => !named.has(key) && begunAt < Date.now() - LEFT_MS);
    const held = [...this.memory].filter(
      ([key, { since }]) => !named.has(key) && since < Date.now() - LEFT_IN_MEMORY_MS,
    );
    await this.remove([...left.map(({ key }) => key), ...held.map(([key]) => key)]);
  }

  private async listAll(): Promise<StoredFile[]> {
    return this.run("readonly", (files) => files.getAll() as IDBRequest<StoredFile[]>).catch(() => []);
  }

  private async removeStored(key: string): Promise<void> {
    await this.run("readwrite", (files, pieces) => {
      pieces.delete(getPieceRange(key));
      return files.delete(key);
    }).catch(() => undefined);
  }

  /** Writes follow one another. After one of a file has failed, no more of that file are tried. */
  private write(key: string, work: () => Promise<void>): void {
    this.writes = this.writes
      .then(() => (this.failed.has(key) ? undefined : work()))
      .catch(() => void this.failed.add(key));
  }

  private async run<T>(
    mode: IDBTransactionMode,
    ask: (files: IDBObjectStore, pieces: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    const request = await this.database.run([FILES, PIECES], mode, (transaction) =>
      ask(transaction.objectStore(FILES), transaction.objectStore(PIECES)),
    );
    return request.result;
  }
}

function getLockName(key: string): string {
  return `talim.quiz-file.${key}`;
}

/** Hold the lock of a file; the returned function lets it go. */
function holdLock(key: string): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  void navigator.locks?.request(getLockName(key), () => held);
  return release;
}

function getPieceRange(key: string): IDBKeyRange {
  return IDBKeyRange.bound([key, 0], [key, Number.MAX_SAFE_INTEGER]);
}
