/** A recording that the device has no room for: it lies in memory until it is sent, or until the page is closed. */

import type { RecordingStore, StoredRecording, RecordingStorage } from "./recording-store.ts";

export class MemoryRecordingStore implements RecordingStorage {
  constructor(
    private recording: StoredRecording | undefined,
    private readonly sound: Blob,
    /** Where its first pieces may lie. */
    private readonly device: Pick<RecordingStore, "remove">,
  ) {}

  async get(): Promise<StoredRecording | undefined> {
    return this.recording;
  }

  async put(recording: StoredRecording): Promise<void> {
    this.recording = recording;
  }

  async update(_id: string, fields: Partial<StoredRecording>): Promise<void> {
    if (this.recording) this.recording = { ...this.recording, ...fields };
  }

  async getFile(): Promise<Blob> {
    return this.sound;
  }

  async remove(id: string): Promise<void> {
    this.recording = undefined;
    await this.device.remove(id);
  }
}
