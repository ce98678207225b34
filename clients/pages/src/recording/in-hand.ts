/** A recording that the device has no room for: it lies in memory until it is sent, or until the page is closed. */

import type { RecordingStore, StoredRecording, RecordingStorage } from "./keep.ts";

export class MemoryRecordingStore implements RecordingStorage {
  constructor(
    private kept: StoredRecording | undefined,
    private readonly sound: Blob,
    /** Where its first pieces may lie. */
    private readonly device: Pick<RecordingStore, "remove">,
  ) {}

  async get(): Promise<StoredRecording | undefined> {
    return this.kept;
  }

  async put(kept: StoredRecording): Promise<void> {
    this.kept = kept;
  }

  async change(_id: string, fields: Partial<StoredRecording>): Promise<void> {
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
