/** Questions as the editor holds them: what the server takes, with an id of its own for each part. */

import { type ApiError, type rest } from "@talim/client";
import type { DocumentNode } from "../../learning/blocks/block-types.ts";
import { EMPTY_DOCUMENT } from "../../learning/editor/data.ts";

export type Question = rest.BankQuestionOut;
export type QuestionKind = Question["kind"];
export type Body = Question["body"];
export type Key = Question["key"];
export type BodyOf<K extends QuestionKind> = Extract<Body, { kind: K }>;
export type KeyOf<K extends QuestionKind> = Extract<Key, { kind: K }>;
export type Response = rest.QuestionTryIn["response"];
export type ResponseOf<K extends QuestionKind> = Extract<Response, { kind: K }>;
export type Option = rest.Option;
export type TextAnswer = rest.TextAnswer;
export type NumberAnswer = rest.NumberAnswer;
export type NumberUnit = rest.NumberUnit;
export type Region = rest.Region;
export type Point = rest.Point;

/** A question while it is written. */
export interface Draft {
  name: string;
  prompt: DocumentNode;
  pictures: rest.PromptPicture[];
  audio: string | null;
  max_plays: number;
  body: Body;
  key: Key;
  points: number;
  language: Question["language"];
  tags: string[];
  level: Question["level"];
  skill: Question["skill"];
  difficulty: number | null;
}

/** In the order of the menu. */
export const KINDS: QuestionKind[] = [
  "single",
  "multiple",
  "true_false",
  "short",
  "number",
  "gap",
  "ordering",
  "matching",
  "hotspot",
  "dictation",
  "essay",
  "speak",
  "file",
];
export const LEVELS = ["A1", "A2", "B1", "B2", "C1", "C2"] as const;

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** A new id of an option, item or gap: by chance, so that it says nothing about what is right. */
export function newPartId(length = 6): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => LETTERS[byte % LETTERS.length]).join("");
}

export function newOption(): Option {
  return { id: newPartId(), text: "" };
}

/** An empty body with its key; lists begin with two rows. */
export function createParts(kind: QuestionKind): Pick<Draft, "body" | "key"> {
  const [one, two, three, four] = [newOption(), newOption(), newOption(), newOption()];
  switch (kind) {
    case "single":
      return { body: { kind, options: [one, two] }, key: { kind, shares: {} } };
    case "multiple":
      return { body: { kind, options: [one, two] }, key: { kind, shares: {}, rule: "each" } };
    case "true_false":
      return { body: { kind }, key: { kind, correct: true } };
    case "short":
      return { body: { kind }, key: { kind, answers: [{ text: "" }] } };
    case "number":
      return { body: { kind }, key: { kind, answers: [{ value: "" }] } };
    case "ordering":
      return { body: { kind, items: [one, two] }, key: { kind, order: [one.id, two.id] } };
    case "matching":
      return {
        body: { kind, left: [one, two], right: [three, four] },
        key: { kind, pairs: { [one.id]: three.id, [two.id]: four.id } },
      };
    case "gap":
      return { body: { kind, text: "", gaps: [] }, key: { kind, gaps: {} } };
    case "essay":
      return { body: { kind }, key: { kind } };
    case "speak":
      return { body: { kind, task: "reading" }, key: { kind } };
    case "file":
      return { body: { kind }, key: { kind } };
    case "hotspot":
      return { body: { kind, picture: null }, key: { kind, regions: [] } };
    case "dictation":
      return { body: { kind }, key: { kind, text: "" } };
  }
}

/** A new question of this kind; level, skill and tags may be those of the last one. */
export function createDraft(kind: QuestionKind, more: Partial<Draft> = {}): Draft {
  return {
    name: "",
    prompt: EMPTY_DOCUMENT,
    pictures: [],
    audio: null,
    max_plays: 0,
    points: 1,
    language: "en",
    tags: [],
    level: "",
    skill: "",
    difficulty: null,
    ...more,
    ...createParts(kind),
  };
}

/** What the server answered, as the editor holds it: the items of an order stand in the right one. */
export function readDraft(question: Question): Draft {
  const { name, prompt, pictures, audio, max_plays, key, points, language, tags, level, skill, difficulty } = question;
  let { body } = question;
  if (body.kind === "ordering" && key.kind === "ordering") {
    const { order } = key;
    body = { ...body, items: [...body.items].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id)) };
  }
  return {
    name,
    prompt: prompt as unknown as DocumentNode,
    pictures,
    audio,
    max_plays,
    body,
    key,
    points,
    language,
    tags,
    level,
    skill,
    difficulty,
  };
}

/** What is sent. What stands in some order by what is right is sent in the order of its ids, which is by chance. */
export function buildBody(draft: Draft): rest.BankQuestionIn {
  const { prompt, tags, body, key, ...rest } = draft;
  return {
    ...rest,
    prompt: prompt as unknown as Record<string, unknown>,
    tags: tags.filter(Boolean),
    body: mixParts(body),
    key: readKey(key),
  };
}

/** A body whose order says nothing about what is right. */
export function mixParts(body: Body): Body {
  const mix = (options: Option[]) => [...options].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (body.kind === "ordering") return { ...body, items: mix(body.items) };
  if (body.kind === "matching") return { ...body, right: mix(body.right) };
  return body;
}

/** Numbers with a point, however they were typed; no empty lines of references. */
function readKey(key: Key): Key {
  if (key.kind === "speak") return { ...key, references: (key.references ?? []).filter((line) => line.trim()) };
  if (key.kind !== "number") return key;
  const read = (typed: string | undefined, empty: string) =>
    (typed ?? "").replace(/\s/g, "").replace(",", ".") || empty;
  return {
    ...key,
    answers: key.answers.map((answer) => ({
      ...answer,
      value: read(answer.value, ""),
      tolerance: read(answer.tolerance, "0"),
    })),
    units: (key.units ?? []).map((unit) => ({ ...unit, factor: read(unit.factor, "1") })),
  };
}

/** What the server found wrong, by field: "key.shares", "body.options.1". The kind, which names one of several forms, is left out. */
export function readFieldErrors({ fields }: Pick<ApiError, "fields">, kind: QuestionKind): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([path, texts]) => [
      path.replace(new RegExp(`^(body|key|response)\\.${kind}\\.`), "$1."),
      texts.join(" "),
    ]),
  );
}
