/** What a form of homework holds, and the task of the API that it means. */

import type { Answer, rest } from "@talim/client";
import { parseFieldValue, toFieldValue } from "../../ui/datetime-field.ts";
import { canBeHeard } from "./submission-kinds.ts";

export type Assignment = Answer<"/homework/assignments/", "get">["results"][number];
export type AssignmentKind = rest.AssignmentIn["kind"];
export type TextName = "reference_text" | "question" | "instructions";

/** Which field holds what is asked for. */
export const TEXT_NAMES: Record<AssignmentKind, TextName> = {
  reading: "reference_text",
  repeat: "reference_text",
  speaking: "question",
  file: "instructions",
  text: "instructions",
};
export const KINDS = Object.keys(TEXT_NAMES) as AssignmentKind[];

const READ_ALOUD_PARTS = ["accuracy", "completeness", "fluency", "prosody", "clarity"] as const;
/** The parts of a score that a homework of this kind may weigh. */
export const PARTS = {
  reading: READ_ALOUD_PARTS,
  repeat: READ_ALOUD_PARTS,
  speaking: ["relevance", "length", "fluency", "variety", "clarity"],
  file: [],
  text: [],
} as const satisfies Record<AssignmentKind, readonly string[]>;
export type Part = (typeof PARTS)[AssignmentKind][number];

/** The fields have the names of the API, so that what it finds wrong stands beside them; a moment is as its field holds it. */
export type TaskValues = {
  kind: AssignmentKind;
  title: string;
  reference_text: string;
  question: string;
  instructions: string;
  language: string;
  level: string;
  deadline: string;
  lesson: string;
  attempts_allowed: number | null;
  coins: number | null;
  late_policy: string;
  late_coins_percent: number | null;
  counting: string;
  teacher_first: boolean;
  target_wpm: number | null;
  /** One in each line. */
  key_words: string;
  reference_answers: string;
} & { [name in `weights.${Part}`]?: number | null };

export const EMPTY_TASK: TaskValues = {
  kind: "reading",
  title: "",
  reference_text: "",
  question: "",
  instructions: "",
  language: "en",
  level: "",
  deadline: "",
  lesson: "",
  attempts_allowed: null,
  coins: null,
  late_policy: "accept",
  late_coins_percent: 50,
  counting: "best",
  teacher_first: false,
  target_wpm: null,
  key_words: "",
  reference_answers: "",
};

/** The task as the API takes it, with what its kind can use; null where the centre's usual value holds. */
export function buildTask(values: TaskValues, zone: string) {
  const { kind } = values;
  const spoken = canBeHeard(kind);
  const read = kind === "reading" || kind === "repeat";
  const weights = PARTS[kind]
    .map((part) => [part, values[`weights.${part}`] ?? 0] as const)
    .filter(([, weight]) => weight);
  return {
    title: values.title.trim(),
    reference_text: read ? values.reference_text.trim() : "",
    question: kind === "speaking" ? values.question.trim() : "",
    instructions: values.instructions.trim(),
    language: values.language as rest.AssignmentPatch["language"],
    level: values.level as rest.AssignmentPatch["level"],
    deadline: parseFieldValue(values.deadline, zone),
    lesson: values.lesson || null,
    attempts_allowed: values.attempts_allowed,
    coins: values.coins,
    late_policy: values.late_policy as rest.AssignmentIn["late_policy"],
    late_coins_percent: values.late_coins_percent ?? 0,
    counting: values.counting as rest.AssignmentIn["counting"],
    teacher_first: values.teacher_first,
    target_wpm: read ? values.target_wpm : null,
    key_words: kind === "speaking" ? splitLines(values.key_words) : [],
    reference_answers: kind === "speaking" ? splitLines(values.reference_answers) : [],
    weights: spoken ? Object.fromEntries(weights) : {},
  };
}

export type Task = ReturnType<typeof buildTask>;

/** What the form shows for a task that was given. */
export function toTaskValues(task: Assignment, zone: string): TaskValues {
  return {
    kind: task.kind,
    title: task.title,
    reference_text: task.reference_text,
    question: task.question,
    instructions: task.instructions,
    language: task.language,
    level: task.level,
    deadline: toFieldValue(task.deadline, zone),
    lesson: task.lesson ?? "",
    attempts_allowed: task.attempts_allowed,
    coins: task.coins,
    late_policy: task.late_policy,
    late_coins_percent: task.late_coins_percent,
    counting: task.counting,
    teacher_first: task.teacher_first,
    target_wpm: task.target_wpm,
    key_words: task.key_words.join("\n"),
    reference_answers: task.reference_answers.join("\n"),
    ...Object.fromEntries(Object.entries(task.weights).map(([part, weight]) => [`weights.${part}`, weight])),
  };
}

/** What is other than before. */
export function findChanges(before: Task, after: Task): Partial<Task> {
  const names = Object.keys(after) as (keyof Task)[];
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, after[name]]),
  );
}

function splitLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
