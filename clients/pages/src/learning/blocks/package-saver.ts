/** Saves what a package says, one request after the other; what came meanwhile goes with the next one. */

import { ApiError } from "@talim/client";
import type { Statement } from "./package-messages.ts";

export interface Saved {
  version: number;
  score: number | null;
  completed_at: string | null;
}

export interface SaveBody {
  version: number;
  /** Without them the server keeps what it has. */
  cmi?: Record<string, string>;
  statements: Statement[];
}

export type SaveState = { state: "saved" | "waits" } | { state: "refused"; error: unknown };

const PAUSE = 5000;
const TOO_MANY = 429;
const SERVER_FAULT = 500;

export class PackageSaver {
  private cmi: Record<string, string> | undefined;
  private statements: Statement[] = [];
  private isSending = false;
  private isOver = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private version: number,
    private readonly send: (body: SaveBody) => Promise<Saved>,
    private readonly tell: (state: SaveState, saved?: Saved) => void,
  ) {}

  add({
    cmi,
    statements = [],
  }: {
    cmi?: Record<string, string> | undefined;
    statements?: Statement[] | undefined;
  }): void {
    if (this.isOver) return;
    if (cmi) this.cmi = cmi;
    this.statements.push(...statements);
    void this.flush();
  }

  /** Send now what waits. */
  async flush(): Promise<void> {
    if (this.isSending || this.isOver || (!this.cmi && !this.statements.length)) return;
    clearTimeout(this.timer);
    this.isSending = true;
    this.tell({ state: "waits" });
    const { cmi, statements } = this;
    this.cmi = undefined;
    this.statements = [];
    try {
      const saved = await this.send({ version: this.version, ...(cmi ? { cmi } : {}), statements });
      this.version = saved.version;
      this.isSending = false;
      if (!this.cmi && !this.statements.length) this.tell({ state: "saved" }, saved);
    } catch (error) {
      this.isSending = false;
      if (error instanceof ApiError && error.status !== TOO_MANY && error.status < SERVER_FAULT && error.status > 0) {
        this.isOver = true;
        this.tell({ state: "refused", error });
        return;
      }
      this.cmi ??= cmi;
      this.statements = [...statements, ...this.statements];
      this.timer = setTimeout(() => void this.flush(), PAUSE);
      return;
    }
    void this.flush();
  }
}
