/** What the register keeps on the device (IndexedDB): marks not sent yet, differences, copies to work with offline. */

import { OfflineCache } from "../copies.ts";
import { isQuotaExceeded } from "../database.ts";
import { requestPersistentStorage } from "../lasting.ts";
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
  private readonly inHand = { waiting: new Map<string, UnsentMark>(), differences: new Map<string, MarkConflict>() };

  constructor(name = "talim-register") {
    super(name, (database) => {
      database.createObjectStore("waiting", { keyPath: ["person", "lesson", "student"] });
      database.createObjectStore("differences", { keyPath: ["person", "lesson", "student"] });
    });
  }

  /** In place of an earlier mark of the same pupil and lesson. */
  async put(...marks: UnsentMark[]): Promise<void> {
    await this.lay("waiting", marks);
    requestPersistentStorage();
  }

  /** A person's marks that the server has not taken. */
  async waiting(person: string): Promise<UnsentMark[]> {
    return this.of("waiting", person);
  }

  /** Whether some of them are lost when the page is closed. */
  get fleeting(): boolean {
    return [...this.inHand.waiting.values()].some(({ refused }) => refused === undefined);
  }

  /** Change or remove marks, but only where the same ones still stand: a newer mark of the pupil is left alone. */
  async settle(done: UnsentMark[], refused: UnsentMark[]): Promise<void> {
    const held = this.inHand.waiting;
    for (const one of [...done, ...refused]) {
      if (held.get(getMapKey(one))?.id !== one.id) continue;
      if (refused.includes(one)) held.set(getMapKey(one), one);
      else held.delete(getMapKey(one));
    }
    try {
      await this.settleOnDevice(done, refused);
    } catch (error) {
      if (!isQuotaExceeded(error)) throw error;
      await this.settleOnDevice([...done, ...refused], []);
      for (const one of refused) held.set(getMapKey(one), one);
    }
  }

  async remember(...differences: MarkConflict[]): Promise<void> {
    await this.lay("differences", differences);
  }

  async differences(person: string): Promise<MarkConflict[]> {
    return this.of("differences", person);
  }

  private async settleOnDevice(done: UnsentMark[], refused: UnsentMark[]): Promise<void> {
    await this.work("waiting", "readwrite", (store) =>
      [...done, ...refused].map((one) => {
        const there = store.get(getDatabaseKey(one)) as IDBRequest<UnsentMark | undefined>;
        there.onsuccess = () => {
          if (there.result?.id !== one.id) return;
          if (refused.includes(one)) store.put(one);
          else store.delete(getDatabaseKey(one));
        };
        return there;
      }),
    );
  }

  private async lay<N extends StoreName>(name: N, rows: StoredRows[N][]): Promise<void> {
    const held = this.heldOf(name);
    try {
      await this.work(name, "readwrite", (store) => rows.map((one) => store.put(one)));
      for (const one of rows) held.delete(getMapKey(one));
    } catch (error) {
      if (!isQuotaExceeded(error)) throw error;
      for (const one of rows) held.set(getMapKey(one), one);
      await this.work(name, "readwrite", (store) => rows.map((one) => store.delete(getDatabaseKey(one))));
    }
  }

  private async of<N extends StoreName>(name: N, person: string): Promise<StoredRows[N][]> {
    const [found = []] = await this.work<StoredRows[N][]>(name, "readonly", (store) => [store.getAll()]);
    const all = new Map([...found.map((one) => [getMapKey(one), one] as const), ...this.heldOf(name)]);
    return [...all.values()].filter((one) => one.person === person);
  }

  private heldOf<N extends StoreName>(name: N): Map<string, StoredRows[N]> {
    return this.inHand[name] as Map<string, StoredRows[N]>;
  }
}

function getDatabaseKey({ person, lesson, student }: UnsentMark | MarkConflict): string[] {
  return [person, lesson, student];
}

function getMapKey(one: UnsentMark | MarkConflict): string {
  return getDatabaseKey(one).join(" ");
}
