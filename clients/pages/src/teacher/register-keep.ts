/** What the register keeps on the device (IndexedDB): marks not sent yet, differences, copies to work with offline. */

import { Copies } from "../copies.ts";
import type { Difference, Waiting } from "./register.ts";

type Name = "waiting" | "differences";

/** Its copies are kept for as long as the server takes offline marks. */
export class RegisterKeep extends Copies {
  constructor(name = "talim-register") {
    super(name, (database) => {
      database.createObjectStore("waiting", { keyPath: ["person", "lesson", "student"] });
      database.createObjectStore("differences", { keyPath: ["person", "lesson", "student"] });
    });
  }

  /** In place of an earlier mark of the same pupil and lesson. */
  async put(...marks: Waiting[]): Promise<void> {
    await this.work("waiting", "readwrite", (store) => marks.map((one) => store.put(one)));
  }

  /** A person's marks that the server has not taken. */
  async waiting(person: string): Promise<Waiting[]> {
    return this.of<Waiting>("waiting", person);
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
    return this.of<Difference>("differences", person);
  }

  private async of<T extends { person: string }>(name: Name, person: string): Promise<T[]> {
    const [found] = await this.work<T[]>(name, "readonly", (store) => [store.getAll()]);
    return (found ?? []).filter((one) => one.person === person);
  }
}

function keyOf({ person, lesson, student }: Waiting): string[] {
  return [person, lesson, student];
}
