/** A teacher's registers in this tab: marks go to the device at once, and to the server when there is a line. */

import { ApiError, NetworkError, newId, type Api, type CallOptions } from "@talim/client";
import { fetchOrUseCache, isTemporary } from "../copies.ts";
import { isQuotaExceeded } from "../database.ts";
import { Store } from "../store.ts";
import { RegisterStore } from "./register-keep.ts";
import {
  splitByResult,
  resolveConflict,
  listConflicts,
  createMark,
  selectNextMarks,
  applySyncAnswer,
  type MarkConflict,
  type Register,
  type MarkContent,
  type Status,
  type SyncAnswer,
  type UnsentMark,
} from "./register.ts";

export interface RegisterSyncOptions {
  api: Pick<Api, "get" | "post">;
  keep: RegisterStore;
  /** Do it unless another tab is at it. */
  alone: (work: () => Promise<void>, elsewhere: () => void) => Promise<void>;
  /** Told whether some of the marks are lost when the page is closed. */
  guard?: (is: boolean) => void;
  /** How this person's tabs hear of each other; a `BroadcastChannel` is one. */
  tabs?: Pick<BroadcastChannel, "postMessage" | "onmessage" | "close">;
}

/** Another tab has changed what is on the device; `answered`: by the server's word. */
interface TabMessage {
  answered: boolean;
}

/** What of this person's marks is not in the server's books, and why it does not get there. */
export interface UnsyncedMarks {
  waiting: UnsentMark[];
  differences: MarkConflict[];
  error: unknown;
  /** The device has no room: some of the marks lie in this page only. */
  fleeting: boolean;
}

/** How long (ms) marks gather before they are sent, and after which a lost network or server is tried again. */
const SEND_DELAY_MS = 400;
const RETRY_MS = 10_000;

export class RegisterSync {
  readonly open = new Store<UnsyncedMarks>({ waiting: [], differences: [], error: undefined, fleeting: false });
  /** The register that the page shows; the server's word on marks goes into it. */
  readonly register = new Store<Register | undefined>(undefined);

  private timer: ReturnType<typeof setTimeout> | undefined;
  private error: unknown;
  private closed = false;
  /** How often the server has taken marks: what was asked for before that may lack them. */
  private answers = 0;

  constructor(
    readonly person: string,
    private readonly options: RegisterSyncOptions,
  ) {
    if (options.tabs) options.tabs.onmessage = ({ data }) => void this.heard(data as TabMessage);
  }

  /** As `fetch`, and from now on it is the register that the page shows. */
  async show(lesson: string): Promise<{ register: Register; statuses: Status[] }> {
    const found = await this.fetch(lesson);
    this.register.set(found.register);
    return found;
  }

  /** The register and the statuses it may hold: from the server, and without one as they were here last. */
  async fetch(lesson: string): Promise<{ register: Register; statuses: Status[] }> {
    const { api } = this.options;
    const { answers } = this;
    const [register, statuses] = await Promise.all([
      this.copied(getCacheName(lesson), (patience) =>
        api.get("/attendance/registers/{lesson_id}/", { path: { lesson_id: lesson }, ...patience }),
      ),
      this.copied(
        "statuses",
        async (patience) =>
          (await api.get("/attendance/statuses/", { query: { page_size: 100 }, ...patience })).results,
      ),
    ]);
    return answers === this.answers ? { register, statuses } : this.fetch(lesson);
  }

  /**
   * What `ask` answers; the copy of its last answer when there is no network, a very slow one, or no server behind it.
   * An answer that may lack marks which the server took meanwhile is not kept.
   */
  async copied<T>(name: string, ask: (patience: CallOptions) => Promise<T>): Promise<T> {
    const { answers, person } = this;
    const place = { copies: this.options.keep, person, name, keeps: () => answers === this.answers };
    return (await fetchOrUseCache(place, ask)).value;
  }

  /** The register as it was here last; undefined when there is no copy of it. */
  async copyOf(lesson: string): Promise<Register | undefined> {
    return this.options.keep.copied<Register>(this.person, getCacheName(lesson));
  }

  /**
   * Put marks of one lesson: on the device when this is done, or in this page where there is no room, and on the server
   * soon. They decide what differs there.
   */
  async mark(lesson: string, marks: ({ student: string } & MarkContent)[]): Promise<void> {
    const { waiting, differences: found } = this.open.get();
    const made = marks.map(({ student, ...said }) => {
      const before = waiting.find((one) => one.lesson === lesson && one.student === student);
      return createMark({ person: this.person, lesson, student }, said, newId(), Date.now(), before);
    });
    const students = new Set(made.map((one) => one.student));
    const decided = found.filter((one) => one.lesson === lesson && students.has(one.student));
    await this.options.keep.put(...made);
    await this.options.keep.remember(...decided.map((one) => ({ ...one, decided: true })));
    await this.changed();
    this.soon(SEND_DELAY_MS);
  }

  /** Let one side of a difference stand. */
  async decide(difference: MarkConflict, side: "mine" | "theirs"): Promise<void> {
    await this.options.keep.remember({ ...difference, decided: true });
    const said = resolveConflict(difference, side);
    if (said) await this.mark(difference.lesson, [{ student: difference.student, ...said }]);
    else await this.changed();
  }

  /** Let go of a mark that the server refused. */
  async drop(mark: UnsentMark): Promise<void> {
    await this.options.keep.settle([mark], []);
    await this.changed();
  }

  /** Send what waits; safe to call at any time. */
  async send(): Promise<void> {
    if (this.closed) return;
    clearTimeout(this.timer);
    await this.options.alone(
      () => this.exchange(),
      () => this.soon(RETRY_MS / 5),
    );
    await this.look();
  }

  /** Read from the device what waits, here or in another tab. */
  async look(): Promise<void> {
    const { keep } = this.options;
    const [waiting, found] = await Promise.all([keep.waiting(this.person), keep.differences(this.person)]);
    const { fleeting } = keep;
    this.options.guard?.(fleeting);
    this.open.set({ waiting, differences: found.filter((one) => !one.decided), error: this.error, fleeting });
  }

  /** Send no more; what waits stays on the device. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.options.tabs?.close();
  }

  /** What is on the device is another: show it here and in the other tabs. */
  private async changed(answered = false): Promise<void> {
    this.options.tabs?.postMessage({ answered } satisfies TabMessage);
    await this.look();
  }

  /** Another tab has said so. */
  private async heard({ answered }: TabMessage): Promise<void> {
    if (answered) {
      this.answers += 1;
      const shown = this.register.get();
      const copy = shown && (await this.options.keep.copied<Register>(this.person, getCacheName(shown.lesson)));
      if (copy && copy.lesson === this.register.get()?.lesson) this.register.set(copy);
    }
    await this.look();
  }

  /** Put the server's word on marks into the register that is shown, and into all copies. */
  private async stand(answer: SyncAnswer): Promise<void> {
    const { keep } = this.options;
    this.answers += 1;
    const shown = this.register.get();
    if (shown) this.register.set(applySyncAnswer(shown, answer));
    for (const lesson of new Set(answer.marks.flatMap(({ mark }) => (mark ? [mark.lesson] : [])))) {
      const copy = await keep.copied<Register>(this.person, getCacheName(lesson));
      if (copy) await keep.copy(this.person, getCacheName(lesson), applySyncAnswer(copy, answer)).catch(ignoreQuotaExceeded);
    }
  }

  private async exchange(): Promise<void> {
    const { api, keep } = this.options;
    try {
      for (let marks = await this.due(); marks.length; marks = await this.due()) {
        const body = { marks: marks.map(({ person: _, refused: __, over: ___, ...mark }) => mark) };
        const answer = await api.post("/attendance/sync/", { body });
        const { done, refused } = splitByResult(marks, answer);
        const known = await keep.differences(this.person);
        await keep.remember(...listConflicts(this.person, answer, known, marks));
        await this.stand(answer);
        await keep.settle(done, refused);
        this.error = undefined;
        await this.changed(true);
        if (!done.length && !refused.length) return;
      }
    } catch (error) {
      const ended = error instanceof ApiError && error.status === 401;
      this.error = ended ? undefined : error;
      if (error instanceof NetworkError) this.soon(RETRY_MS);
      else if (error instanceof ApiError && isTemporary(error))
        this.soon(error.retryAfter === undefined ? RETRY_MS : error.retryAfter * 1000);
    }
  }

  private async due(): Promise<UnsentMark[]> {
    return selectNextMarks(await this.options.keep.waiting(this.person));
  }

  private soon(milliseconds: number): void {
    clearTimeout(this.timer);
    if (!this.closed) this.timer = setTimeout(() => void this.send(), milliseconds);
  }
}

/** Where the device has no room, the copy stays as it was. */
function ignoreQuotaExceeded(error: unknown): void {
  if (!isQuotaExceeded(error)) throw error;
}

/** The name of a register's copy. */
function getCacheName(lesson: string): string {
  return `register ${lesson}`;
}
