/** What learners ask the server. */

import type { Answer, CallOptions, rest } from "@talim/client";
import { talim } from "../../talim.ts";
import { readShownBlocks, type Block } from "../blocks/block-types.ts";

export type Outline = Answer<"/courses/courses/{id}/modules/", "get">;
export type OutlineLesson = Outline["modules"][number]["lessons"][number];
export type LessonState = OutlineLesson["state"];
export type Lesson = Omit<Answer<"/courses/lessons/{id}/", "get">, "blocks"> & { blocks: Block[] };
/** What this person hands in for a block; none for who does not learn the course. */
export type LessonTask = Lesson["tasks"][number];
export type ProgressBody = rest.ProgressIn;
export type ProgressAnswer = Answer<"/courses/lessons/{id}/progress/", "post">;
export type LearntCourse = Answer<"/courses/learning/", "get">["results"][number];

export function fetchOutline(course: string, options: CallOptions): Promise<Outline> {
  return talim.api.get("/courses/courses/{id}/modules/", { path: { id: course }, ...options });
}

export async function fetchLesson(id: string, options: CallOptions): Promise<Lesson> {
  const lesson = await talim.api.get("/courses/lessons/{id}/", { path: { id }, ...options });
  return { ...lesson, blocks: readShownBlocks(lesson) };
}

export function sendProgress(lesson: string, body: ProgressBody): Promise<ProgressAnswer> {
  return talim.api.post("/courses/lessons/{id}/progress/", { path: { id: lesson }, body, retries: 0 });
}

/** The courses that this person learns, the one that was open last first. */
export async function fetchLearning(options: CallOptions): Promise<LearntCourse[]> {
  const page = await talim.api.get("/courses/learning/", { query: { page_size: 100 }, ...options });
  return page.results;
}

/** Rejects with `payment_required` where the course has a price. */
export function enrol(course: string, key: string) {
  return talim.api.post("/courses/courses/{id}/enroll/", { path: { id: course }, idempotencyKey: key });
}
