/** What the register keeps on the device (IndexedDB): marks not sent yet, differences, copies to work with offline. */

import { Copies } from "../copies.ts";
import { isFull } from "../database.ts";
import { lasting } from "../lasting.ts";
import type { Difference, Waiting } from "./register.ts";

interface Rows {
  waiting: Waiting;
  differences: Difference;
}

type Name = keyof Rows;

/**
 * Its copies are kept for as long as the server takes offline marks. What the device has no room for lies in this page,
 * and is found there as if it lay on the device.
 */
export class RegisterKeep extends Copies {
  private readonly inHand = { waiting: new Map<string, Waiting>(), differences: new Map<string, Difference>() };

  constructor(name = "talim-register") {
    super(name, (database) => {
      database.createObjectStore("waiting", { keyPath: ["person", "lesson", "student"] });
      database.createObjectStore("differences", { keyPath: ["person", "lesson", "student"] });
    });
  }

  /** In place of an earlier mark of the same pupil and lesson. */
  async put(...marks: Waiting[]): Promise<void> {
    await this.lay("waiting", marks);
    lasting();
  }

  /** A person's marks that the server has not taken. */
  async waiting(person: string): Promise<Waiting[]> {
    return this.of("waiting", person);
  }

  /** Whether some of them are lost when the page is closed. */
  get fleeting(): boolean {
    return [...this.inHand.waiting.values()].some(({ refused }) => refused === undefined);
  }

  /** Change or remove marks, but only where the same ones still stand: a newer mark of the pupil is left alone. */
  async settle(done: Waiting[], refused: Waiting[]): Promise<void> {
    const held = this.inHand.waiting;
    for (const one of [...done, ...refused]) {
      if (held.get(placeOf(one))?.id !== one.id) continue;
      if (refused.includes(one)) held.set(placeOf(one), one);
      else held.delete(placeOf(one));
    }
    try {
      await this.settleOnDevice(done, refused);
    } catch (error) {
      if (!isFull(error)) throw error;
      await this.settleOnDevice([...done, ...refused], []);
      for (const one of refused) held.set(placeOf(one), one);
    }
  }

  async remember(...differences: Difference[]): Promise<void> {
    await this.lay("differences", differences);
  }

  async differences(person: string): Promise<Difference[]> {
    return this.of("differences", person);
  }

  private async settleOnDevice(done: Waiting[], refused: Waiting[]): Promise<void> {
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

  private async lay<N extends Name>(name: N, rows: Rows[N][]): Promise<void> {
    const held = this.heldOf(name);
    try {
      await this.work(name, "readwrite", (store) => rows.map((one) => store.put(one)));
      for (const one of rows) held.delete(placeOf(one));
    } catch (error) {
      if (!isFull(error)) throw error;
      for (const one of rows) held.set(placeOf(one), one);
      await this.work(name, "readwrite", (store) => rows.map((one) => store.delete(keyOf(one))));
    }
  }

  private async of<N extends Name>(name: N, person: string): Promise<Rows[N][]> {
    const [found = []] = await this.work<Rows[N][]>(name, "readonly", (store) => [store.getAll()]);
    const all = new Map([...found.map((one) => [placeOf(one), one] as const), ...this.heldOf(name)]);
    return [...all.values()].filter((one) => one.person === person);
  }

  private heldOf<N extends Name>(name: N): Map<string, Rows[N]> {
    return this.inHand[name] as Map<string, Rows[N]>;
  }
}

function keyOf({ person, lesson, student }: Waiting | Difference): string[] {
  return [person, lesson, student];
}

function placeOf(one: Waiting | Difference): string {
  return keyOf(one).join(" ");
}
