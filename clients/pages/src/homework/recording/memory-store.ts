/** A recording for which the device has no room. It stays in memory until it is sent or the page is closed. */

import type { RecordingStore, StoredRecording, RecordingStorage } from "./recording-store.ts";

export class MemoryRecordingStore implements RecordingStorage {
  constructor(
    private recording: StoredRecording | undefined,
    private readonly file: Blob,
    /** May hold its first chunks. */
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
    return this.file;
  }

  async remove(id: string): Promise<void> {
    this.recording = undefined;
    await this.device.remove(id);
  }
}
