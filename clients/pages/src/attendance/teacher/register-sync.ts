/** A teacher's registers in this tab: marks go to the device at once, and to the server when there is a line. */

import { ApiError, NetworkError, newId, type Api, type CallOptions } from "@talim/client";
import { fetchOrUseCache, isTemporary } from "../../offline-cache.ts";
import { isQuotaExceeded } from "../../database.ts";
import { Store } from "../../store.ts";
import { RegisterStore } from "./register-store.ts";
import {
  splitByResult,
  resolveConflict,
  listConflicts,
  listStandingMarks,
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
  api: Pick<Api, "get" | "post" | "delete">;
  store: RegisterStore;
  /** Do it unless another tab is at it. */
  runInOneTab: (work: () => Promise<void>, elsewhere: () => void) => Promise<void>;
  /** Told whether some of the marks are lost when the page is closed. */
  setUnsaved?: (is: boolean) => void;
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
  inMemory: boolean;
}

/** How long (ms) marks gather before they are sent, and after which a lost network or server is tried again. */
const SEND_DELAY_MS = 400;
const RETRY_MS = 10_000;

export class RegisterSync {
  readonly unsynced = new Store<UnsyncedMarks>({ waiting: [], differences: [], error: undefined, inMemory: false });
  /** The register that the page shows; the server's word on marks goes into it. */
  readonly register = new Store<Register | undefined>(undefined);

  private timer: ReturnType<typeof setTimeout> | undefined;
  private error: unknown;
  private isClosed = false;
  /** How often the server has taken marks: what was asked for before that may lack them. */
  private answerCount = 0;

  constructor(
    readonly person: string,
    private readonly options: RegisterSyncOptions,
  ) {
    if (options.tabs) options.tabs.onmessage = ({ data }) => void this.handleTabMessage(data as TabMessage);
  }

  /** As `fetch`, and from now on it is the register that the page shows. */
  async show(lesson: string): Promise<{ register: Register; statuses: Status[] }> {
    const register = await this.fetch(lesson);
    this.register.set(register.register);
    return register;
  }

  /** The register and the statuses it may hold: from the server, and without one as they were here last. */
  async fetch(lesson: string): Promise<{ register: Register; statuses: Status[] }> {
    const { api } = this.options;
    const { answerCount: answers } = this;
    const [register, statuses] = await Promise.all([
      this.fetchOrUseCache(getCacheName(lesson), (patience) =>
        api.get("/attendance/registers/{lesson_id}/", { path: { lesson_id: lesson }, ...patience }),
      ),
      this.fetchOrUseCache(
        "statuses",
        async (patience) =>
          (await api.get("/attendance/statuses/", { query: { page_size: 100 }, ...patience })).results,
      ),
    ]);
    return answers === this.answerCount ? { register, statuses } : this.fetch(lesson);
  }

  /**
   * What `ask` answers; the copy of its last answer when there is no network, a very slow one, or no server behind it.
   * An answer that may lack marks which the server took meanwhile is not kept.
   */
  async fetchOrUseCache<T>(name: string, ask: (patience: CallOptions) => Promise<T>): Promise<T> {
    const { answerCount: answers, person } = this;
    const place = { cache: this.options.store, person, name, canSave: () => answers === this.answerCount };
    return (await fetchOrUseCache(place, ask)).value;
  }

  /** The register as it was here last; undefined when there is no copy of it. */
  async getCachedRegister(lesson: string): Promise<Register | undefined> {
    return this.options.store.getValue<Register>(this.person, getCacheName(lesson));
  }

  /**
   * Put marks of one lesson: on the device when this is done, or in this page where there is no room, and on the server
   * soon. They decide what differs there. Answers the marks as they were made.
   */
  async mark(lesson: string, marks: ({ student: string } & MarkContent)[]): Promise<UnsentMark[]> {
    const { waiting, differences: conflicts } = this.unsynced.get();
    const made = marks.map(({ student, ...content }) => {
      const before = waiting.find((mark) => mark.lesson === lesson && mark.student === student);
      return createMark({ person: this.person, lesson, student }, content, newId(), Date.now(), before);
    });
    const students = new Set(made.map((mark) => mark.student));
    const decided = conflicts.filter((conflict) => conflict.lesson === lesson && students.has(conflict.student));
    await this.options.store.saveMarks(...made);
    await this.options.store.saveConflicts(...decided.map((conflict) => ({ ...conflict, decided: true })));
    await this.notifyChange();
    this.scheduleSend(SEND_DELAY_MS);
    return made;
  }

  /**
   * Take first marks of one lesson back: from the device where they were not sent, else from the server. A newer mark
   * stays. Waits for marks that are just being sent.
   */
  async takeBack(made: UnsentMark[]): Promise<void> {
    let isSending = false;
    await this.options.runInOneTab(
      () => this.removeMarks(made),
      () => (isSending = true),
    );
    if (!isSending) return;
    await new Promise((resolve) => setTimeout(resolve, SEND_DELAY_MS));
    await this.takeBack(made);
  }

  /** Let one side of a difference stand. */
  async decide(difference: MarkConflict, side: "mine" | "theirs"): Promise<void> {
    await this.options.store.saveConflicts({ ...difference, decided: true });
    const resolved = resolveConflict(difference, side);
    if (resolved) await this.mark(difference.lesson, [{ student: difference.student, ...resolved }]);
    else await this.notifyChange();
  }

  /** Let go of a mark that the server refused. */
  async removeRefused(mark: UnsentMark): Promise<void> {
    await this.options.store.updateAnswered([mark], []);
    await this.notifyChange();
  }

  /** Send what waits; safe to call at any time. */
  async send(): Promise<void> {
    if (this.isClosed) return;
    clearTimeout(this.timer);
    await this.options.runInOneTab(
      () => this.sendMarks(),
      () => this.scheduleSend(RETRY_MS / 5),
    );
    await this.refresh();
  }

  /** Read from the device what waits, here or in another tab. */
  async refresh(): Promise<void> {
    const { store: keep } = this.options;
    const [waiting, conflicts] = await Promise.all([keep.listMarks(this.person), keep.listConflicts(this.person)]);
    const { inMemory: fleeting } = keep;
    this.options.setUnsaved?.(fleeting);
    this.unsynced.set({
      waiting,
      differences: conflicts.filter((conflict) => !conflict.decided),
      error: this.error,
      inMemory: fleeting,
    });
  }

  /** Send no more; what waits stays on the device. */
  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.options.tabs?.close();
  }

  /** What is on the device is another: show it here and in the other tabs. */
  private async notifyChange(answered = false): Promise<void> {
    this.options.tabs?.postMessage({ answered } satisfies TabMessage);
    await this.refresh();
  }

  /** Another tab has said so. */
  private async handleTabMessage({ answered }: TabMessage): Promise<void> {
    if (answered) {
      this.answerCount += 1;
      const shown = this.register.get();
      const copy = shown && (await this.options.store.getValue<Register>(this.person, getCacheName(shown.lesson)));
      if (copy && copy.lesson === this.register.get()?.lesson) this.register.set(copy);
    }
    await this.refresh();
  }

  /** Put the server's word on marks into the register that is shown, and into all copies. */
  private async applyAnswer(answer: SyncAnswer): Promise<void> {
    const { store: keep } = this.options;
    this.answerCount += 1;
    const shown = this.register.get();
    if (shown) this.register.set(applySyncAnswer(shown, answer));
    for (const lesson of new Set(answer.marks.flatMap(({ mark }) => (mark ? [mark.lesson] : [])))) {
      const copy = await keep.getValue<Register>(this.person, getCacheName(lesson));
      if (copy)
        await keep.save(this.person, getCacheName(lesson), applySyncAnswer(copy, answer)).catch(ignoreQuotaExceeded);
    }
  }

  private async sendMarks(): Promise<void> {
    const { api, store: keep } = this.options;
    try {
      for (let marks = await this.getNextMarks(); marks.length; marks = await this.getNextMarks()) {
        const body = { marks: marks.map(({ person: _, refused: __, over: ___, ...mark }) => mark) };
        const answer = await api.post("/attendance/sync/", { body });
        const { done, refused } = splitByResult(marks, answer);
        const known = await keep.listConflicts(this.person);
        await keep.saveConflicts(...listConflicts(this.person, answer, known, marks));
        await this.applyAnswer(answer);
        await keep.updateAnswered(done, refused);
        this.error = undefined;
        await this.notifyChange(true);
        if (!done.length && !refused.length) return;
      }
    } catch (error) {
      const ended = error instanceof ApiError && error.status === 401;
      this.error = ended ? undefined : error;
      if (error instanceof NetworkError) this.scheduleSend(RETRY_MS);
      else if (error instanceof ApiError && isTemporary(error))
        this.scheduleSend(error.retryAfter === undefined ? RETRY_MS : error.retryAfter * 1000);
    }
  }

  private async removeMarks(made: UnsentMark[]): Promise<void> {
    const { api, store } = this.options;
    const unsent = new Set((await store.listMarks(this.person)).map(({ id }) => id));
    await store.updateAnswered(
      made.filter(({ id }) => unsent.has(id)),
      [],
    );
    const sent = made.filter(({ id }) => !unsent.has(id));
    const [first] = sent;
    if (!first) return this.notifyChange(false);
    try {
      const before = await api.get("/attendance/registers/{lesson_id}/", { path: { lesson_id: first.lesson } });
      for (const id of listStandingMarks(before.rows, sent)) await api.delete("/attendance/{id}/", { path: { id } });
      const { register } = await this.fetch(first.lesson);
      if (this.register.get()?.lesson === register.lesson) this.register.set(register);
    } finally {
      // What went from the device is gone, also when the rest could not be taken back.
      this.answerCount += 1;
      await this.notifyChange(true);
    }
  }

  private async getNextMarks(): Promise<UnsentMark[]> {
    return selectNextMarks(await this.options.store.listMarks(this.person));
  }

  private scheduleSend(milliseconds: number): void {
    clearTimeout(this.timer);
    if (!this.isClosed) this.timer = setTimeout(() => void this.send(), milliseconds);
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
