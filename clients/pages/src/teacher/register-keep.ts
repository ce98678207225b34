/** What the register keeps on the device (IndexedDB): marks not sent yet, differences, copies to work with offline. */

import { Database } from "../database.ts";
import type { Difference, Waiting } from "./register.ts";

type Name = "waiting" | "differences" | "copies";

interface Copy {
  person: string;
  name: string;
  value: unknown;
  at: number;
}

/** Copies older than this (ms) go: the server takes no offline marks of that age either. */
const LONGEST = 14 * 86_400_000;

export class RegisterKeep {
  private readonly database: Database;

  constructor(name = "talim-register") {
    this.database = new Database(name, (database) => {
      database.createObjectStore("waiting", { keyPath: ["person", "lesson", "student"] });
      database.createObjectStore("differences", { keyPath: ["person", "lesson", "student"] });
      database.createObjectStore("copies", { keyPath: ["person", "name"] });
    });
  }

  /** In place of an earlier mark of the same pupil and lesson. */
  async put(...marks: Waiting[]): Promise<void> {
    await this.work("waiting", "readwrite", (store) => marks.map((one) => store.put(one)));
  }

  /** A person's marks that the server has not taken. */
  async waiting(person: string): Promise<Waiting[]> {
    return this.all<Waiting>("waiting", person);
  }

  /** Change or remove marks, but only where the same ones still stand: a newer mark of the pupil is left alone. */
  async settle(done: Waiting[], refused: Waiting[]): Promise<void> {
    await this.work("waiting", "readwrite", (store) =>
      [...done, ...refused].map((one) => {
        const there = store.get(keyOf(one)) as IDBRequest<Waiting | undefined>;
        there.onsuccess = () => {
          if (there.result?.id !== one.id) return;
          if (refused.includes(one)) store.put(one);
          else store.delete(keyOf(one));
        };
        return there;
      }),
    );
  }

  async remember(...differences: Difference[]): Promise<void> {
    await this.work("differences", "readwrite", (store) => differences.map((one) => store.put(one)));
  }

  async differences(person: string): Promise<Difference[]> {
    return this.all<Difference>("differences", person);
  }

  /** Keep a copy of what the server said, for when there is no network; old ones of this person go. */
  async copy(person: string, name: string, value: unknown, now = Date.now()): Promise<void> {
    const old = (await this.all<Copy>("copies", person)).filter((one) => one.at < now - LONGEST);
    await this.work("copies", "readwrite", (store) => [
      store.put({ person, name, value, at: now } satisfies Copy),
      ...old.map((one) => store.delete([person, one.name])),
    ]);
  }

  /** The copy under this name; undefined when there is none. */
  async copied<T>(person: string, name: string): Promise<T | undefined> {
    const [found] = await this.work<Copy | undefined>("copies", "readonly", (store) => [store.get([person, name])]);
    return found?.value as T | undefined;
  }

  private async all<T extends { person: string }>(name: Name, person: string): Promise<T[]> {
    const [found] = await this.work<T[]>(name, "readonly", (store) => [store.getAll()]);
    return (found ?? []).filter((one) => one.person === person);
  }

  private async work<T>(
    name: Name,
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest[],
  ): Promise<T[]> {
    const asked = await this.database.work([name], mode, (transaction) => ask(transaction.objectStore(name)));
    return asked.map((one) => one.result as T);
  }
}

function keyOf({ person, lesson, student }: Waiting): string[] {
  return [person, lesson, student];
}
