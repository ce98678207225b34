/** What a learner answers to a question, whatever its kind. Nothing is changed in place. */

import type { Body, Option, PendingFile, QuizResponse } from "./calls.ts";

/** Whether something was answered. */
export function isAnswered(response: QuizResponse | null): boolean {
  switch (response?.kind) {
    case undefined:
      return false;
    case "single":
      return Boolean(response.option);
    case "multiple":
      return Boolean(response.options?.length);
    case "true_false":
      return typeof response.value === "boolean";
    case "ordering":
      return Boolean(response.order?.length);
    case "matching":
      return Object.keys(response.pairs ?? {}).length > 0;
    case "gap":
      return Object.values(response.gaps ?? {}).some(Boolean);
    case "hotspot":
      return Boolean(response.points?.length);
    case "speak":
      return Boolean(response.file);
    case "file":
      return Boolean(response.files?.length);
    default:
      return Boolean(response?.text?.trim());
  }
}

/** Items in the order of an answer; those that it does not name come last, as they are. */
export function orderItems(items: readonly Option[], order: readonly string[] = []): Option[] {
  const getPlace = ({ id }: Option) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...items].sort((one, other) => getPlace(one) - getPlace(other));
}

/** With the option where it was not chosen, without it where it was; in the order of the options. */
export function toggleOption(options: readonly Option[], chosen: readonly string[], id: string): string[] {
  return options
    .map((option) => option.id)
    .filter((other) => (other === id ? !chosen.includes(id) : chosen.includes(other)));
}

/** A text with its gaps empty, for reading. */
export function showGaps(text: string): string {
  return splitGaps(text)
    .map(({ text: words, gap }) => (gap === undefined ? words : `${words}[ … ]`))
    .join("");
}

export interface TextPart {
  text: string;
  /** The gap that follows the text; undefined at the end. */
  gap?: string;
}

/** A text with gaps as `[[id]]`, in parts. */
export function splitGaps(text: string): TextPart[] {
  const parts = text.split(/\[\[([A-Za-z0-9_-]+)\]\]/);
  return parts.flatMap((part, index) =>
    index % 2 ? [] : [{ text: part, ...(index + 1 < parts.length ? { gap: parts[index + 1] ?? "" } : {}) }],
  );
}

/** So many words of a text. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

export interface PicturePoint {
  x: number;
  y: number;
}

/** How near (parts of the picture) to a point a press means that point. */
const NEAR = 0.04;

/** A press takes away the point that is there, else sets one; of more than `most` the first goes. */
export function togglePoint(points: readonly PicturePoint[], pressed: PicturePoint, most: number): PicturePoint[] {
  const others = points.filter((point) => Math.hypot(point.x - pressed.x, point.y - pressed.y) > NEAR);
  return others.length < points.length ? others : [...points, pressed].slice(-most);
}

/** The files that an answer names. */
export function listFiles(response: QuizResponse | null): string[] {
  if (response?.kind === "speak") return response.file ? [response.file] : [];
  return response?.kind === "file" ? (response.files ?? []) : [];
}

/** An answer that names these files; those that are on this device only by their keys. */
export function buildFileResponse(kind: "speak" | "file", files: readonly PendingFile[]): QuizResponse {
  const names = [...new Set(files.map(({ key, sent }) => sent?.id ?? key))];
  return kind === "speak" ? { kind, file: names[0] ?? null } : { kind, files: names };
}

/** An answer to a question of this kind that says nothing. */
export function getEmptyResponse({ kind }: Body): QuizResponse {
  switch (kind) {
    case "single":
      return { kind, option: null };
    case "multiple":
      return { kind, options: [] };
    case "true_false":
      return { kind, value: null };
    case "ordering":
      return { kind, order: [] };
    case "matching":
      return { kind, pairs: {} };
    case "gap":
      return { kind, gaps: {} };
    case "hotspot":
      return { kind, points: [] };
    case "speak":
      return { kind, file: null };
    case "file":
      return { kind, files: [] };
    default:
      return { kind, text: "" };
  }
}
