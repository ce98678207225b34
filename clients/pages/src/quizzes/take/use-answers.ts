/** The answers of one attempt: what waits on this device, what the server has, and what it refused. */

import { useEffect, useReducer, useRef } from "preact/hooks";
import type { Person } from "../../talim.ts";
import { requestPersistentStorage } from "../../persistent-storage.ts";
import { answerQueue } from "./current-queue.ts";
import type { Attempt, Question, QuizResponse } from "./calls.ts";

/** How long (ms) a learner pauses before an answer is sent. */
const PAUSE_MS = 700;

/** `none`: nothing was answered; `kept`: it waits on this device for a network; `late`: it came after the end. */
export type AnswerState = "none" | "saving" | "kept" | "saved" | "late" | "refused";

export interface Answers {
  /** The device has said what waits on it. */
  isReady: boolean;
  get: (question: Question) => QuizResponse | null;
  getState: (question: Question) => AnswerState;
  /** Why the server did not take the answer at this place. */
  getError: (place: number) => unknown;
  change: (place: number, response: QuizResponse) => void;
  /** How many wait on this device. */
  waiting: number;
  /** Send what waits at once; says whether the server has all of it. */
  send: () => Promise<boolean>;
}

interface Refused {
  response: QuizResponse;
  error: unknown;
}

/** `update`: the server has this of the question at this place; `renew`: load the attempt again. */
export function useAnswers(attempt: Attempt, me: Person, update: (place: number, fields: Partial<Question>) => void, renew: () => void): Answers {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const recorder = useRef<AnswerRecorder>(undefined);
  recorder.current ??= new AnswerRecorder(attempt.id, me.id, () => redraw(undefined));
  const mine = recorder.current;
  mine.update = update;
  mine.renew = renew;
  useEffect(() => mine.open(), []);
  return {
    isReady: mine.isReady,
    get: ({ place, response }) => mine.waiting.get(place) ?? mine.refused.get(place)?.response ?? response,
    getState: (question) => mine.getState(question),
    getError: (place) => mine.refused.get(place)?.error,
    change: mine.change,
    waiting: mine.waiting.size,
    send: mine.send,
  };
}

class AnswerRecorder {
  waiting: ReadonlyMap<number, QuizResponse> = new Map();
  readonly refused = new Map<number, Refused>();
  isReady = false;
  update: (place: number, fields: Partial<Question>) => void = () => {};
  renew: () => void = () => {};
  /** Places whose answers this tab has sent since it last looked. */
  private readonly heard = new Set<number>();
  private isStuck = false;
  private isOpen = false;
  private changes = 0;
  private adding: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly attempt: string,
    private readonly person: string,
    private readonly redraw: () => void,
  ) {}

  open(): () => void {
    this.isOpen = true;
    const stop = answerQueue.onOutcome((outcome) => {
      const { attempt, place, response } = outcome.answer;
      if (attempt !== this.attempt) return;
      this.heard.add(place);
      if ("error" in outcome) this.refused.set(place, { response, error: outcome.error });
      else if (outcome.saved.counts) this.update(place, { response, saved_at: outcome.saved.saved_at, saves: outcome.saved.saves });
      else {
        this.update(place, { came_late: true });
        this.renew();
      }
      void this.read();
    });
    const hidden = () => void (document.hidden && this.send());
    addEventListener("online", this.send);
    document.addEventListener("visibilitychange", hidden);
    void this.read().then(() => {
      this.isReady = true;
      this.redraw();
      if (this.waiting.size) void this.send();
    });
    return () => {
      this.isOpen = false;
      stop();
      removeEventListener("online", this.send);
      document.removeEventListener("visibilitychange", hidden);
      void this.send();
    };
  }

  getState({ place, response, saved_at, came_late }: Question): AnswerState {
    if (this.waiting.has(place)) return this.isStuck || !navigator.onLine ? "kept" : "saving";
    if (this.refused.has(place)) return "refused";
    if (came_late) return "late";
    return response && saved_at ? "saved" : "none";
  }

  /** It is on the device at once, and goes to the server after a pause. */
  readonly change = (place: number, response: QuizResponse): void => {
    requestPersistentStorage();
    this.changes += 1;
    this.refused.delete(place);
    this.waiting = new Map(this.waiting).set(place, response);
    this.adding = this.adding.then(() => answerQueue.add(this.person, this.attempt, place, response));
    this.schedule(PAUSE_MS);
    this.redraw();
  };

  readonly send = async (): Promise<boolean> => {
    clearTimeout(this.timer);
    await this.adding;
    const delay = await answerQueue.send(this.person);
    this.isStuck = delay !== undefined;
    await this.read();
    // One that came while the last one was sent goes by itself.
    if (this.waiting.size && (this.isOpen || delay !== undefined)) this.schedule(delay ?? PAUSE_MS);
    return this.waiting.size === 0;
  };

  private schedule(after: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), after);
  }

  /** Read what waits on the device, unless something is changed meanwhile. */
  private async read(): Promise<void> {
    await this.adding;
    const before = this.changes;
    const rows = await answerQueue.list(this.person, this.attempt);
    if (before !== this.changes) return;
    const now = new Map(rows.map((row) => [row.place, row.response]));
    // Another tab has sent it: what was typed stays until the server's word is here.
    const gone = [...this.waiting].filter(([place]) => !now.has(place) && !this.heard.has(place));
    for (const [place, response] of gone) this.update(place, { response });
    if (gone.length) this.renew();
    this.heard.clear();
    this.waiting = now;
    this.redraw();
  }
}
