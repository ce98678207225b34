/** One question that is asked again and again, over lines that may be slow: which answers count, and when the next ask begins. */

/** An answer that takes longer than this (ms) is not waited for before it is asked again. */
const TIMEOUT_MS = 15_000;

export class RequestSequence<T> {
  /** Asks are counted: the newest one, the newest whose answer was taken, the newest that failed. */
  private newest = 0;
  private newestTaken = 0;
  private newestFailed = 0;
  private startedAt = 0;
  /** It is to be asked once more after the answer that is on its way. */
  private repeatAfter = false;
  private repeatTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ask: () => Promise<T>,
    private readonly take: (value: T) => void,
    private readonly fail: (reason: unknown) => void,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Ask at once, whatever is on its way. An answer counts unless one to a later ask was there before it. */
  send(): void {
    const mine = ++this.newest;
    this.clearRepeat();
    this.startedAt = this.clock();
    this.ask().then(
      (value) => {
        if (mine > this.newestTaken) {
          this.newestTaken = mine;
          this.take(value);
        }
        this.handleSettled(mine);
      },
      (reason: unknown) => {
        if (mine > Math.max(this.newestTaken, this.newestFailed)) {
          this.newestFailed = mine;
          this.fail(reason);
        }
        this.handleSettled(mine);
      },
    );
  }

  /**
   * Ask; where an answer is on its way, once more after it, because it may be from before what happened, and after all
   * patience where none comes.
   */
  refresh(): void {
    if (!this.isWaiting()) return this.send();
    this.repeatAfter = true;
    this.repeatTimer ??= setTimeout(() => this.send(), this.startedAt + TIMEOUT_MS - this.clock());
  }

  /** Ask unless an answer is on its way. */
  poll(): void {
    if (!this.isWaiting()) this.send();
  }

  /** What was asked so far is not wanted any more. */
  cancel(): void {
    this.newestTaken = this.newest;
    this.clearRepeat();
  }

  private clearRepeat(): void {
    this.repeatAfter = false;
    clearTimeout(this.repeatTimer);
    this.repeatTimer = undefined;
  }

  private isWaiting(): boolean {
    return this.newest > Math.max(this.newestTaken, this.newestFailed) && this.clock() - this.startedAt < TIMEOUT_MS;
  }

  private handleSettled(mine: number): void {
    if (mine === this.newest && this.repeatAfter) this.send();
  }
}
