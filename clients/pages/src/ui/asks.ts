/** One question that is asked again and again, over lines that may be slow: which answers count, and when the next ask begins. */

/** An answer that takes longer than this (ms) is not waited for before it is asked again. */
const TIMEOUT_MS = 15_000;

export class RequestSequence<T> {
  /** Asks are counted: the newest one, the newest whose answer was taken, the newest that failed. */
  private newest = 0;
  private taken = 0;
  private failed = 0;
  private begunAt = 0;
  /** It is to be asked once more after the answer that is on its way. */
  private more = false;
  private late: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ask: () => Promise<T>,
    private readonly take: (value: T) => void,
    private readonly fail: (reason: unknown) => void,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Ask at once, whatever is on its way. An answer counts unless one to a later ask was there before it. */
  now(): void {
    const mine = ++this.newest;
    this.rest();
    this.begunAt = this.clock();
    this.ask().then(
      (value) => {
        if (mine > this.taken) {
          this.taken = mine;
          this.take(value);
        }
        this.settled(mine);
      },
      (reason: unknown) => {
        if (mine > Math.max(this.taken, this.failed)) {
          this.failed = mine;
          this.fail(reason);
        }
        this.settled(mine);
      },
    );
  }

  /**
   * Ask; where an answer is on its way, once more after it, because it may be from before what happened, and after all
   * patience where none comes.
   */
  again(): void {
    if (!this.waits()) return this.now();
    this.more = true;
    this.late ??= setTimeout(() => this.now(), this.begunAt + TIMEOUT_MS - this.clock());
  }

  /** Ask unless an answer is on its way. */
  poll(): void {
    if (!this.waits()) this.now();
  }

  /** What was asked so far is not wanted any more. */
  forget(): void {
    this.taken = this.newest;
    this.rest();
  }

  private rest(): void {
    this.more = false;
    clearTimeout(this.late);
    this.late = undefined;
  }

  private waits(): boolean {
    return this.newest > Math.max(this.taken, this.failed) && this.clock() - this.begunAt < TIMEOUT_MS;
  }

  private settled(mine: number): void {
    if (mine === this.newest && this.more) this.now();
  }
}
