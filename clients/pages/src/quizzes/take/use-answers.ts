/** The answers of one attempt: what waits on this device, what the server has, and what it refused. */

import { useEffect, useReducer, useRef } from "preact/hooks";
import type { Person } from "../../talim.ts";
import { requestPersistentStorage } from "../../persistent-storage.ts";
import { endRecording } from "../voice/use-recording.ts";
import { toError } from "./answer-queue.ts";
import { answerQueue } from "./current-queue.ts";
import type { Attempt, PendingFile, Question, QuizResponse } from "./calls.ts";
import { buildFileResponse, isAnswered } from "./responses.ts";
import { takeLeftRecordings } from "./use-spoken-answer.ts";

/** How long (ms) a learner pauses before an answer is sent. */
const PAUSE_MS = 700;

/** `none`: nothing was answered; `kept`: it waits on this device for a network; `late`: it came after the end. */
export type AnswerState = "none" | "saving" | "kept" | "saved" | "late" | "refused";

export interface Answers {
  /** The device has said what waits on it. */
  isReady: boolean;
  get: (question: Question) => QuizResponse | null;
  /** The files of an answer, those on this device too. */
  getFiles: (question: Question) => PendingFile[];
  getState: (question: Question) => AnswerState;
  /** Why the server did not take the answer at this place. */
  getError: (place: number) => unknown;
  change: (place: number, response: QuizResponse) => void;
  /** Answer a question with these files. It is on the device when this is done. */
  changeFiles: (question: Question, files: PendingFile[]) => Promise<void>;
  /** Send an answer again that the server did not take. */
  sendAgain: (place: number) => void;
  /** A page that was closed left the recording that is the answer at this place. */
  isCut: (place: number) => boolean;
  /** How many wait on this device. */
  waiting: number;
  /** End a recording that runs and send what waits at once; says whether the server has all of it. */
  send: () => Promise<boolean>;
}

/** An answer on this device. */
interface OwnAnswer {
  response: QuizResponse;
  files: PendingFile[];
}

interface Refused extends OwnAnswer {
  error: unknown;
  /** It is on the device and comes back with the next visit. */
  isStored: boolean;
}

/** `update`: the server has this of the question at this place; `renew`: load the attempt again. */
export function useAnswers(
  attempt: Attempt,
  me: Person,
  update: (place: number, fields: Partial<Question>) => void,
  renew: () => void,
): Answers {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const recorder = useRef<AnswerRecorder>(undefined);
  recorder.current ??= new AnswerRecorder(attempt.id, me.id, () => redraw(undefined));
  const mine = recorder.current;
  mine.shown = attempt;
  mine.update = update;
  mine.renew = renew;
  useEffect(() => mine.open(), []);
  return {
    isReady: mine.isReady,
    get: ({ place, response }) => mine.find(place)?.response ?? response,
    getFiles: ({ place, answer_files: files }) =>
      mine.find(place)?.files ??
      files.map((file) => ({ key: file.id, name: file.name, type: file.content_type, size: file.size, sent: file })),
    getState: (question) => mine.getState(question),
    getError: (place) => (mine.waiting.has(place) ? undefined : mine.refused.get(place)?.error),
    change: mine.change,
    changeFiles: ({ place, kind }, files) =>
      mine.change(place, buildFileResponse(kind === "speak" ? kind : "file", files), files),
    sendAgain: (place) => mine.sendAgain(place),
    isCut: (place) => mine.cut.has(place),
    waiting: mine.waiting.size,
    send: async () => {
      await endRecording();
      return mine.send();
    },
  };
}

class AnswerRecorder {
  waiting: ReadonlyMap<number, OwnAnswer> = new Map();
  readonly refused = new Map<number, Refused>();
  readonly cut = new Set<number>();
  isReady = false;
  shown: Attempt | undefined;
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
      const { attempt, place, response, files = [] } = outcome.answer;
      if (attempt !== this.attempt) return;
      this.heard.add(place);
      this.refused.delete(place);
      if ("error" in outcome) this.refused.set(place, { response, files, error: outcome.error, isStored: false });
      else if (outcome.saved.counts) {
        const { saved_at, saves } = outcome.saved;
        this.update(place, { response, saved_at, saves, answer_files: files.flatMap(({ sent }) => sent ?? []) });
      } else {
        this.update(place, { came_late: true });
        this.renew();
      }
      void this.read();
    });
    const hidden = () => void (document.hidden && this.send());
    addEventListener("online", this.send);
    document.addEventListener("visibilitychange", hidden);
    const ready = () => {
      this.isReady = true;
      this.redraw();
      if (this.waiting.size) void this.send();
    };
    // Where the device does not say what lies on it, one answers all the same.
    void this.begin()
      .catch(() => undefined)
      .then(ready);
    return () => {
      this.isOpen = false;
      stop();
      removeEventListener("online", this.send);
      document.removeEventListener("visibilitychange", hidden);
      void this.send();
    };
  }

  /** What lies on the device. Of an attempt that was handed in before nothing can be answered again. */
  private async begin(): Promise<void> {
    if (this.shown?.state !== "open") await answerQueue.forgetRefused(this.person, this.attempt);
    await this.read();
    const canTake = (place: number) =>
      !this.find(place) && !isAnswered(this.shown?.questions.find((one) => one.place === place)?.response ?? null);
    const keep = (place: number, file: PendingFile) => {
      this.cut.add(place);
      return this.change(place, buildFileResponse("speak", [file]), [file]);
    };
    await takeLeftRecordings({
      person: this.person,
      attempt: this.attempt,
      listNamed: () => answerQueue.listNamedFiles(),
      canTake,
      keep,
    });
  }

  /** The answer on this device. */
  find(place: number): OwnAnswer | undefined {
    return this.waiting.get(place) ?? this.refused.get(place);
  }

  getState({ place, response, saved_at, came_late }: Question): AnswerState {
    if (this.waiting.has(place)) return this.isStuck || !navigator.onLine ? "kept" : "saving";
    if (this.refused.has(place)) return "refused";
    if (came_late) return "late";
    return response && saved_at ? "saved" : "none";
  }

  /** Put it on the device, and send it after a pause. */
  readonly change = (place: number, response: QuizResponse, files: PendingFile[] = []): Promise<void> => {
    requestPersistentStorage();
    this.changes += 1;
    this.refused.delete(place);
    this.waiting = new Map(this.waiting).set(place, { response, files });
    this.adding = this.adding.then(() => answerQueue.add(this.person, this.attempt, place, response, files));
    this.schedule(PAUSE_MS);
    this.redraw();
    return this.adding;
  };

  sendAgain(place: number): void {
    const refused = this.refused.get(place);
    if (refused) void this.change(place, refused.response, refused.files);
  }

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
    const now = new Map(
      rows.filter(({ refused }) => !refused).map(({ place, response, files = [] }) => [place, { response, files }]),
    );
    for (const [place, one] of [...this.refused]) if (one.isStored) this.refused.delete(place);
    for (const { place, response, files = [], refused } of rows)
      if (refused) this.refused.set(place, { response, files, error: toError(refused), isStored: true });
    // Another tab has sent it: what was typed stays until the server's word is here.
    const gone = [...this.waiting].filter(
      ([place]) => !now.has(place) && !this.heard.has(place) && !this.refused.has(place),
    );
    for (const [place, { response, files }] of gone) if (!files.length) this.update(place, { response });
    if (gone.length) this.renew();
    this.heard.clear();
    this.waiting = now;
    this.redraw();
  }
}
