/** Rubrics as they are edited, and what chosen levels give. */

import { newId, type Answer } from "@talim/client";
import { readNumber, writeNumber } from "../points.ts";

export type Rubric = Answer<"/grading/rubrics/{id}/", "get">;
export type HomeworkRubric = Answer<"/grading/homework/{id}/rubric/", "get">;
export type JudgedRubric = NonNullable<HomeworkRubric["rubric"]>;
export type Criterion = Rubric["criteria"][number];

/** `id` is the row's own; `key` the server's, "" for a new one. */
export interface LevelRow {
  id: string;
  key: string;
  name: string;
  points: string;
}

export interface CriterionRow {
  id: string;
  key: string;
  name: string;
  levels: LevelRow[];
}

export type RubricFields = {
  name: string;
  /** A group's or a course's, as `group:<id>`, or `centre`. */
  place: string;
  has_points: boolean;
  criteria: CriterionRow[];
};

const FIRST_LEVELS = ["5", "3", "0"];
/** As many as the server takes. */
export const MOST_CRITERIA = 20;
export const FEWEST_LEVELS = 2;
export const MOST_LEVELS = 10;

export function createLevel(points = ""): LevelRow {
  return { id: newId(), key: "", name: "", points };
}

/** With the levels of another one, for whoever has the same words everywhere. */
export function createCriterion(like?: CriterionRow): CriterionRow {
  const levels = like
    ? like.levels.map((level) => ({ ...level, id: newId(), key: "" }))
    : FIRST_LEVELS.map(createLevel);
  return { id: newId(), key: "", name: "", levels };
}

export function readRubric(rubric: Rubric | undefined, place: string): RubricFields {
  if (!rubric) return { name: "", place, has_points: true, criteria: [createCriterion()] };
  const readLevel = ({ id, name, points }: Criterion["levels"][number]): LevelRow => ({
    id: newId(),
    key: id,
    name,
    points: points === null ? "" : writeNumber(points),
  });
  return {
    name: rubric.name,
    place,
    has_points: rubric.criteria.some(({ levels }) => levels.some(({ points }) => points !== null)),
    criteria: rubric.criteria.map(({ id, name, levels }) => ({
      id: newId(),
      key: id,
      name,
      levels: levels.map(readLevel),
    })),
  };
}

/** What is sent. */
export function buildCriteria({ criteria, has_points }: RubricFields) {
  return criteria.map(({ key, name, levels }) => ({
    id: key,
    name: name.trim(),
    levels: levels.map((level) => ({
      id: level.key,
      name: level.name.trim(),
      points: has_points ? (readNumber(level.points) ?? null) : null,
    })),
  }));
}

/** What is not filled in or no number, by the server's paths: "criteria.0.levels.1.points". */
export function checkRubric(
  { criteria, has_points }: RubricFields,
  texts: { required: string; number: string },
): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [place, { name, levels }] of criteria.entries()) {
    if (!name.trim()) errors[`criteria.${place}.name`] = texts.required;
    for (const [at, level] of levels.entries()) {
      const path = `criteria.${place}.levels.${at}`;
      if (!level.name.trim()) errors[`${path}.name`] = texts.required;
      if (has_points && readNumber(level.points) === undefined)
        errors[`${path}.points`] = level.points.trim() ? texts.number : texts.required;
    }
  }
  return errors;
}

export interface RubricTotal {
  points: number;
  most: number;
  /** Null until every criterion has a level. */
  percent: number | null;
}

/** What these levels give, as the server counts it; null in a rubric of words. */
export function countPoints(criteria: Criterion[], levels: Record<string, string>): RubricTotal | null {
  if (!criteria.some((criterion) => criterion.levels.some(({ points }) => points !== null))) return null;
  const most = criteria.reduce(
    (sum, criterion) => sum + Math.max(...criterion.levels.map(({ points }) => points ?? 0)),
    0,
  );
  const points = criteria.reduce(
    (sum, { id, levels: all }) => sum + (all.find((level) => level.id === levels[id])?.points ?? 0),
    0,
  );
  const isFilled = criteria.every(({ id }) => levels[id] !== undefined);
  return { points, most, percent: isFilled && most ? Math.round((points * 10_000) / most) / 100 : null };
}

/** The levels that these criteria have. */
export function keepKnownLevels(criteria: Criterion[], levels: Record<string, string>): Record<string, string> {
  const known = criteria.filter(({ id, levels: all }) => all.some((level) => level.id === levels[id]));
  return Object.fromEntries(known.map(({ id }) => [id, levels[id] ?? ""]));
}

/** The percent as a mark of a homework: whole and half ones. */
export function toMark(percent: number): number {
  return Math.round(percent * 2) / 2;
}
