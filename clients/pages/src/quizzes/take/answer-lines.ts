/** An answer, and what is right, in lines that one reads. */

import type { Body, Key, Option, QuizResponse } from "./calls.ts";
import { nameRight } from "./match-input.tsx";
import { orderItems, splitGaps } from "./responses.ts";

export interface AnswerLine {
  text: string;
  picture?: string | null | undefined;
}

/** What is said for true and for false. */
export interface TruthWords {
  true: string;
  false: string;
}

const NOTHING = "–";

/** What somebody answered; of a picture that is pointed at nothing. */
export function listAnswer(body: Body, response: QuizResponse | null, words: TruthWords): AnswerLine[] {
  switch (response?.kind) {
    case "single":
      return pick(body, response.option ? [response.option] : []);
    case "multiple":
      return pick(body, response.options ?? []);
    case "true_false":
      return typeof response.value === "boolean" ? [{ text: response.value ? words.true : words.false }] : [];
    case "ordering":
      if (body.kind !== "ordering" || !response.order?.length) return [];
      return orderItems(body.items, response.order).map(({ text, picture }, index) => ({
        text: `${index + 1}. ${text ?? ""}`,
        picture,
      }));
    case "matching":
      return body.kind === "matching"
        ? listPairs(body.left, body.right, (response.pairs ?? {}) as Record<string, string>)
        : [];
    case "gap":
      return body.kind === "gap" ? [{ text: fillGaps(body, (response.gaps ?? {}) as Record<string, string>) }] : [];
    case "short":
    case "number":
    case "essay":
    case "dictation":
      return response.text?.trim() ? [{ text: response.text }] : [];
    default:
      return [];
  }
}

/** The answer that a key holds for right; null where there is none in words. */
export function getRightResponse(body: Body, key: Key): QuizResponse | null {
  switch (key.kind) {
    case "single":
    case "multiple":
      return { kind: "multiple", options: listBest(key.shares as Record<string, number>, key.kind === "single") };
    case "true_false":
      return { kind: "true_false", value: key.correct };
    case "short":
      return { kind: "short", text: joinTexts(key.answers) };
    case "number":
      return {
        kind: "number",
        text: key.answers
          .filter(isFull)
          .map(({ value }) => value)
          .join(" / "),
      };
    case "ordering":
      return { kind: "ordering", order: key.order };
    case "matching":
      return { kind: "matching", pairs: key.pairs };
    case "gap": {
      const gaps = Object.entries(key.gaps as Record<string, { answers?: Accepted[]; option?: string | null }>);
      return body.kind === "gap"
        ? {
            kind: "gap",
            gaps: Object.fromEntries(gaps.map(([id, { answers, option }]) => [id, option ?? joinTexts(answers ?? [])])),
          }
        : null;
    }
    case "dictation":
      return { kind: "dictation", text: key.text };
    default:
      return null;
  }
}

interface Accepted {
  text: string;
  share?: number;
  is_pattern?: boolean;
}

const isFull = ({ share = 1 }: { share?: number }) => share === 1;

/** Texts that give all points; a pattern says nothing to a learner. */
function joinTexts(answers: readonly Accepted[]): string {
  return answers
    .filter((answer) => isFull(answer) && !answer.is_pattern)
    .map(({ text }) => text)
    .join(" / ");
}

function listBest(shares: Record<string, number>, isOne: boolean): string[] {
  const most = Math.max(...Object.values(shares));
  return Object.entries(shares).flatMap(([id, share]) => (share > 0 && (!isOne || share === most) ? [id] : []));
}

function pick(body: Body, ids: readonly string[]): AnswerLine[] {
  const options: Option[] = "options" in body ? body.options : [];
  return options.filter(({ id }) => ids.includes(id)).map(({ text, picture }) => ({ text: text ?? "", picture }));
}

function listPairs(left: readonly Option[], right: readonly Option[], pairs: Record<string, string>): AnswerLine[] {
  return left.map(({ id, text, picture }) => {
    const at = right.findIndex((option) => option.id === pairs[id]);
    return { text: `${text ?? ""} → ${at < 0 ? NOTHING : nameRight(right, at)}`, picture };
  });
}

function fillGaps(body: Extract<Body, { kind: "gap" }>, gaps: Record<string, string>): string {
  const name = (id: string) => {
    const chosen = body.gaps.find((gap) => gap.id === id)?.options?.find((option) => option.id === gaps[id]);
    return chosen?.text ?? gaps[id] ?? "";
  };
  return splitGaps(body.text)
    .map(({ text, gap }) => (gap === undefined ? text : `${text}[ ${name(gap) || NOTHING} ]`))
    .join("");
}
