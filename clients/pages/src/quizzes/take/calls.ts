/** What learners of quizzes ask the server. */

import { ApiError, NetworkError, type Answer, type CallOptions, type rest } from "@talim/client";
import { pupilCache } from "../../offline-cache.ts";
import { talim, type Person } from "../../talim.ts";
import { getTimeout, withTimeout } from "../../upload-chunks.ts";

export type QuizRow = Answer<"/quizzes/", "get">["results"][number];
export type Quiz = Answer<"/quizzes/{id}/", "get">;
export type Standing = Answer<"/quizzes/{id}/mine/", "get">;
export type Question = Answer<"/quizzes/attempts/{id}/", "get">["questions"][number];
export type Body = Question["body"];
export type QuizResponse = NonNullable<Question["response"]>;
export type Key = NonNullable<Question["key"]>;
export type Option = rest.Option;
export type SavedAnswer = Answer<"/quizzes/attempts/{id}/answers/{place}/", "put">;
/** A file of an answer on the server. */
export type AnswerFile = Question["answer_files"][number];
/** A file of an answer: on this device under its key, and on the server once it is sent. */
export interface PendingFile {
  key: string;
  name: string;
  type: string;
  size: number;
  sent?: AnswerFile;
}

/** What the speech engine heard in a recording. */
export type Spoken = Question["spoken"][number];

/** One go at a quiz. `clock_ahead`: how far (ms) this device's clock was ahead of the server's when it came. */
export type Attempt = Answer<"/quizzes/attempts/{id}/", "get"> & { clock_ahead: number };

/** The quizzes that are for this person now, newest first. */
export async function fetchQuizzes(options: CallOptions): Promise<QuizRow[]> {
  const page = await talim.api.get("/quizzes/", { query: { takeable: true, page_size: 100 }, ...options });
  return page.results;
}

/** A quiz with how this person stands at it. */
export async function fetchQuiz(id: string, options: CallOptions): Promise<{ quiz: Quiz; standing: Standing }> {
  const [quiz, standing] = await Promise.all([
    talim.api.get("/quizzes/{id}/", { path: { id }, ...options }),
    talim.api.get("/quizzes/{id}/mine/", { path: { id }, ...options }),
  ]);
  return { quiz, standing };
}

export async function fetchAttempt(id: string, options: CallOptions): Promise<Attempt> {
  return addClock(await talim.api.get("/quizzes/attempts/{id}/", { path: { id }, ...options }));
}

/** Begin, or go on with what is open. */
export function beginAttempt(quiz: string, password: string) {
  return talim.api.post("/quizzes/{id}/attempt/", { path: { id: quiz }, body: { password } });
}

export async function handIn(id: string): Promise<Attempt> {
  return addClock(await talim.api.post("/quizzes/attempts/{id}/hand-in/", { path: { id } }));
}

/** Another try follows from the queue, not from the client. */
export function saveAnswer(
  attempt: string,
  place: number,
  response: QuizResponse,
  clientAt: string,
): Promise<SavedAnswer> {
  return withTimeout(getTimeout({}), (signal) =>
    talim.api.put("/quizzes/attempts/{id}/answers/{place}/", {
      path: { id: attempt, place },
      body: { response, client_at: clientAt },
      retries: 0,
      signal,
    }),
  );
}

/** Send a file of an answer. The server keeps the same bytes once, so another try does no harm. */
export function sendFile(attempt: string, place: number, file: File): Promise<AnswerFile> {
  return withTimeout(getTimeout({}, file.size), (signal) =>
    talim.api.post("/quizzes/attempts/{id}/answers/{place}/files/", {
      path: { id: attempt, place },
      form: { file },
      retries: 0,
      signal,
    }),
  );
}

/** The bytes of a file of an answer. Its address holds for five minutes: `renew` loads the attempt with a new one. */
export async function fetchFile(url: string | null, renew: () => void): Promise<Blob | undefined> {
  if (url === null) return undefined;
  const answer = await fetch(url).catch((error: unknown) => {
    throw new NetworkError(error);
  });
  if (answer.ok) return answer.blob();
  renew();
  throw await ApiError.of(answer);
}

/** Where the copy of an attempt lies on the device. */
export const getCopyName = (attempt: string) => `quiz-attempt ${attempt}`;

/** Keep this as the copy of an attempt: the server has taken an answer since the last one. */
export function saveCopy(me: Person, attempt: Attempt): void {
  void pupilCache.save(me.id, getCopyName(attempt.id), attempt).catch(() => undefined);
}

function addClock<T extends { now: string }>(answer: T): T & { clock_ahead: number } {
  return { ...answer, clock_ahead: Date.now() - Date.parse(answer.now) };
}
