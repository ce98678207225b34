/** A recording that the device has no room for: it lies in memory until it is sent, or until the page is closed. */

import type { Keep, Kept, Shelf } from "./keep.ts";

export class InHand implements Shelf {
  constructor(
    private kept: Kept | undefined,
    private readonly sound: Blob,
    /** Where its first pieces may lie. */
    private readonly device: Pick<Keep, "remove">,
  ) {}

  async get(): Promise<Kept | undefined> {
    return this.kept;
  }

  async put(kept: Kept): Promise<void> {
    this.kept = kept;
  }

  async change(_id: string, fields: Partial<Kept>): Promise<void> {
    if (this.kept) this.kept = { ...this.kept, ...fields };
  }

  async file(): Promise<Blob> {
    return this.sound;
  }

  async remove(id: string): Promise<void> {
    this.kept = undefined;
    await this.device.remove(id);
  }
}
