/** What learners ask the server. */

import type { CallOptions } from "@talim/client";
import { talim } from "../../talim.ts";
import type { Block } from "../blocks/block-types.ts";

export interface LessonLock {
  rule: string;
  text: string;
  opens_at: string | null;
}

export type LessonState = "new" | "begun" | "done" | "locked";

export interface OutlineLesson {
  id: string | null;
  title: string;
  minutes: number;
  is_preview: boolean;
  state: LessonState;
  locked: LessonLock | null;
}

export interface Outline {
  course: string;
  title: Record<string, string>;
  version: number | null;
  is_enrolled: boolean;
  can_write: boolean;
  percent: number;
  lesson_count: number;
  minutes: number;
  next_lesson: string | null;
  modules: { title: string; lesson_count: number; minutes: number; lessons: OutlineLesson[] }[];
}

export interface BlockProgress {
  block: string;
  pieces: number[][];
  granted_ms: number;
  length_ms: number;
}

export interface Lesson {
  id: string;
  course: string;
  course_title: Record<string, string>;
  title: string;
  minutes: number;
  is_preview: boolean;
  completion: { rule?: string };
  blocks: Block[];
  previous: string | null;
  next: string | null;
  place: { number: number; count: number };
  progress: { block: string | null; position_ms: number; completed_at: string | null; percent_of_course: number; blocks: BlockProgress[] } | null;
  needs_hand: boolean;
}

export interface ProgressAnswer {
  state: LessonState;
  completed_at: string | null;
  percent: number;
  next_lesson: string | null;
  blocks: BlockProgress[];
}

export interface ProgressBody {
  block?: string;
  position_ms?: number;
  scrolled?: boolean;
  done?: boolean;
  watched?: { block: string; pieces: [number, number][] }[];
  seconds?: number;
}

export interface LearntCourse {
  course: { id: string; slug: string; title: Record<string, string>; thumbnail_url: string | null };
  enrollment: string;
  state: string;
  percent: number;
  next_lesson: { id: string; title: string } | null;
  completed_at: string | null;
  last_seen_at: string | null;
}

const api = talim.api as unknown as {
  get: (path: string, options: object) => Promise<unknown>;
  post: (path: string, options: object) => Promise<unknown>;
};

export function fetchOutline(course: string, options: CallOptions): Promise<Outline> {
  return api.get("/courses/courses/{id}/modules/", { path: { id: course }, ...options }) as Promise<Outline>;
}

export function fetchLesson(lesson: string, options: CallOptions): Promise<Lesson> {
  return api.get("/courses/lessons/{id}/", { path: { id: lesson }, ...options }) as Promise<Lesson>;
}

export function sendProgress(lesson: string, body: ProgressBody): Promise<ProgressAnswer> {
  return api.post("/courses/lessons/{id}/progress/", { path: { id: lesson }, body, retries: 0 }) as Promise<ProgressAnswer>;
}

/** The courses that this person learns, the one that was open last first. */
export async function fetchLearning(options: CallOptions): Promise<LearntCourse[]> {
  const page = (await api.get("/courses/learning/", { query: { page_size: 100 }, ...options })) as { results: LearntCourse[] };
  return page.results;
}

/** Rejects with `payment_required` where the course has a price. */
export function enrol(course: string, key: string): Promise<unknown> {
  return api.post("/courses/courses/{id}/enroll/", { path: { id: course }, idempotencyKey: key });
}
