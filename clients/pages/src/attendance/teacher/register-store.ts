/** What the register keeps on the device (IndexedDB): marks not sent yet, differences, copies to work with offline. */

import { OfflineCache } from "../../offline-cache.ts";
import { isQuotaExceeded } from "../../database.ts";
import { requestPersistentStorage } from "../../persistent-storage.ts";
import type { MarkConflict, UnsentMark } from "./register.ts";

interface StoredRows {
  waiting: UnsentMark;
  differences: MarkConflict;
}

type StoreName = keyof StoredRows;

/**
 * Its copies are kept for as long as the server takes offline marks. What the device has no room for lies in this page,
 * and is found there as if it lay on the device.
 */
export class RegisterStore extends OfflineCache {
  private readonly memory = { waiting: new Map<string, UnsentMark>(), differences: new Map<string, MarkConflict>() };

  constructor(name = "talim-register") {
    super(name, (database) => {
      database.createObjectStore("waiting", { keyPath: ["person", "lesson", "student"] });
      database.createObjectStore("differences", { keyPath: ["person", "lesson", "student"] });
    });
  }

  /** In place of an earlier mark of the same pupil and lesson. */
  async saveMarks(...marks: UnsentMark[]): Promise<void> {
    await this.saveRows("waiting", marks);
    requestPersistentStorage();
  }

  /** A person's marks that the server has not taken. */
  async listMarks(person: string): Promise<UnsentMark[]> {
    return this.listRows("waiting", person);
  }

  /** Whether some of them are lost when the page is closed. */
  get inMemory(): boolean {
    return [...this.memory.waiting.values()].some(({ refused }) => refused === undefined);
  }

  /** Change or remove marks, but only where the same ones still stand: a newer mark of the pupil is left alone. */
  async updateAnswered(done: UnsentMark[], refused: UnsentMark[]): Promise<void> {
    const held = this.memory.waiting;
    for (const mark of [...done, ...refused]) {
      if (held.get(getMapKey(mark))?.id !== mark.id) continue;
      if (refused.includes(mark)) held.set(getMapKey(mark), mark);
      else held.delete(getMapKey(mark));
    }
    try {
      await this.updateOnDevice(done, refused);
    } catch (error) {
      if (!isQuotaExceeded(error)) throw error;
      await this.updateOnDevice([...done, ...refused], []);
      for (const mark of refused) held.set(getMapKey(mark), mark);
    }
  }

  async saveConflicts(...differences: MarkConflict[]): Promise<void> {
    await this.saveRows("differences", differences);
  }

  async listConflicts(person: string): Promise<MarkConflict[]> {
    return this.listRows("differences", person);
  }

  private async updateOnDevice(done: UnsentMark[], refused: UnsentMark[]): Promise<void> {
    await this.runInStore("waiting", "readwrite", (store) =>
      [...done, ...refused].map((mark) => {
        const there = store.get(getDatabaseKey(mark)) as IDBRequest<UnsentMark | undefined>;
        there.onsuccess = () => {
          if (there.result?.id !== mark.id) return;
          if (refused.includes(mark)) store.put(mark);
          else store.delete(getDatabaseKey(mark));
        };
        return there;
      }),
    );
  }

  private async saveRows<N extends StoreName>(name: N, rows: StoredRows[N][]): Promise<void> {
    const held = this.getMemory(name);
    try {
      await this.runInStore(name, "readwrite", (store) => rows.map((row) => store.put(row)));
      for (const row of rows) held.delete(getMapKey(row));
    } catch (error) {
      if (!isQuotaExceeded(error)) throw error;
      for (const row of rows) held.set(getMapKey(row), row);
      await this.runInStore(name, "readwrite", (store) => rows.map((row) => store.delete(getDatabaseKey(row))));
    }
  }

  private async listRows<N extends StoreName>(name: N, person: string): Promise<StoredRows[N][]> {
    const [rows = []] = await this.runInStore<StoredRows[N][]>(name, "readonly", (store) => [store.getAll()]);
    const all = new Map([...rows.map((row) => [getMapKey(row), row] as const), ...this.getMemory(name)]);
    return [...all.values()].filter((row) => row.person === person);
  }

  private getMemory<N extends StoreName>(name: N): Map<string, StoredRows[N]> {
    return this.memory[name] as Map<string, StoredRows[N]>;
  }
}

function getDatabaseKey({ person, lesson, student }: UnsentMark | MarkConflict): string[] {
  return [person, lesson, student];
}

function getMapKey(row: UnsentMark | MarkConflict): string {
  return getDatabaseKey(row).join(" ");
}
