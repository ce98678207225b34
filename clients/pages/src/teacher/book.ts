/** A teacher's registers in this tab: marks go to the device at once, and to the server when there is a line. */

import { ApiError, NetworkError, type Api, type CallOptions } from "@talim/client";
import { Store } from "../store.ts";
import { RegisterKeep } from "./register-keep.ts";
import {
  answered,
  choice,
  differences,
  marked,
  next,
  standing,
  type Difference,
  type Register,
  type Said,
  type Status,
  type Waiting,
} from "./register.ts";

export interface BookOptions {
  api: Pick<Api, "get" | "post">;
  keep: RegisterKeep;
  /** Do it unless another tab is at it. */
  alone: (work: () => Promise<void>, elsewhere: () => void) => Promise<void>;
}

/** What of this person's marks is not in the server's books, and why it does not get there. */
export interface Open {
  waiting: Waiting[];
  differences: Difference[];
  error: unknown;
}

/** How long (ms) marks gather before they are sent, and after which a lost network is tried again. */
const GATHER_MS = 400;
/** How long (ms) an answer is waited for when there is a copy of the last one. */
const PATIENCE_MS = 8_000;
const AGAIN_MS = 10_000;

export class Book {
  readonly open = new Store<Open>({ waiting: [], differences: [], error: undefined });
  /** The register that the page shows; the server's word on marks goes into it. */
  readonly register = new Store<Register | undefined>(undefined);

  private timer: ReturnType<typeof setTimeout> | undefined;
  private error: unknown;
  private closed = false;

  constructor(
    readonly person: string,
    private readonly options: BookOptions,
  ) {}

  /** The register and the statuses it may hold: from the server, and without a network as they were here last. */
  async fetch(lesson: string): Promise<{ register: Register; statuses: Status[] }> {
    const { api } = this.options;
    const [register, statuses] = await Promise.all([
      this.copied(`register ${lesson}`, (patience) =>
        api.get("/attendance/registers/{lesson_id}/", { path: { lesson_id: lesson }, ...patience }),
      ),
      this.copied(
        "statuses",
        async (patience) =>
          (await api.get("/attendance/statuses/", { query: { page_size: 100 }, ...patience })).results,
      ),
    ]);
    return { register, statuses };
  }

  /** What `ask` answers; the copy of its last answer when there is no network, or a very slow one. */
  async copied<T>(name: string, ask: (patience: CallOptions) => Promise<T>): Promise<T> {
    const { keep } = this.options;
    const copy = await keep.copied<T>(this.person, name).catch(() => undefined);
    try {
      const value = await ask(copy === undefined ? {} : { retries: 0, signal: AbortSignal.timeout(PATIENCE_MS) });
      await keep.copy(this.person, name, value).catch(() => undefined);
      return value;
    } catch (error) {
      if (copy === undefined || error instanceof ApiError) throw error;
      return copy;
    }
  }

  /** Put marks of one lesson: on the device when this is done, on the server soon. */
  async mark(lesson: string, marks: ({ student: string } & Said)[]): Promise<void> {
    const { waiting } = this.open.get();
    const made = marks.map(({ student, ...said }) => {
      const before = waiting.find((one) => one.lesson === lesson && one.student === student);
      return marked({ person: this.person, lesson, student }, said, crypto.randomUUID(), Date.now(), before);
    });
    await this.options.keep.put(...made);
    await this.look();
    this.soon(GATHER_MS);
  }

  /** Let one side of a difference stand. */
  async decide(difference: Difference, side: "mine" | "theirs"): Promise<void> {
    await this.options.keep.remember({ ...difference, decided: true });
    const said = choice(difference, side);
    if (said) await this.mark(difference.lesson, [{ student: difference.student, ...said }]);
    else await this.look();
  }

  /** Let go of a mark that the server refused. */
  async drop(mark: Waiting): Promise<void> {
    await this.options.keep.settle([mark], []);
    await this.look();
  }

  /** Send what waits; safe to call at any time. */
  async send(): Promise<void> {
    if (this.closed) return;
    clearTimeout(this.timer);
    await this.options.alone(
      () => this.exchange(),
      () => this.soon(AGAIN_MS / 5),
    );
    await this.look();
  }

  /** Read from the device what waits, here or in another tab. */
  async look(): Promise<void> {
    const { keep } = this.options;
    const [waiting, found] = await Promise.all([keep.waiting(this.person), keep.differences(this.person)]);
    this.open.set({ waiting, differences: found.filter((one) => !one.decided), error: this.error });
  }

  /** Send no more; what waits stays on the device. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private async exchange(): Promise<void> {
    const { api, keep } = this.options;
    try {
      for (let marks = await this.due(); marks.length; marks = await this.due()) {
        const body = { marks: marks.map(({ person: _, refused: __, ...mark }) => mark) };
        const answer = await api.post("/attendance/sync/", { body });
        const { done, refused } = answered(marks, answer);
        const known = await keep.differences(this.person);
        await keep.remember(...differences(this.person, answer, known));
        const register = this.register.get();
        if (register) {
          const now = standing(register, answer);
          this.register.set(now);
          await keep.copy(this.person, `register ${now.lesson}`, now);
        }
        await keep.settle(done, refused);
        this.error = undefined;
        await this.look();
        if (!done.length && !refused.length) return;
      }
    } catch (error) {
      this.error = error;
      if (error instanceof NetworkError) this.soon(AGAIN_MS);
    }
  }

  private async due(): Promise<Waiting[]> {
    return next(await this.options.keep.waiting(this.person));
  }

  private soon(milliseconds: number): void {
    clearTimeout(this.timer);
    if (!this.closed) this.timer = setTimeout(() => void this.send(), milliseconds);
  }
}
