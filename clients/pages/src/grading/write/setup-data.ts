/** What counts in a gradebook, as it is edited: rows with ids of their own, numbers as they were typed. */

import { newId, type Answer } from "@talim/client";
import { parseFieldValue, toFieldValue } from "../../ui/datetime-field.ts";
import { writeNumber, readNumber } from "../points.ts";

export type Gradebook = Answer<"/grading/gradebooks/{id}/", "get">;
type Category = Gradebook["categories"][number];
type Item = Gradebook["items"][number];
type UsualScale = NonNullable<Gradebook["usual_scale"]>;
type OwnScale = Answer<"/grading/scales/", "get">[number];

/** A row of a form; `isNew`: the server does not know its id. */
interface RowId {
  id: string;
  isNew: boolean;
}

export type CategoryRow = RowId & Omit<Category, "id" | "weight"> & { weight: string };

export type ItemRow = RowId &
  Pick<Item, "name" | "source" | "is_extra_credit" | "is_excused" | "missing"> & {
    /** The id of its row. */
    category: string;
    quiz: string;
    assignment: string;
    max_points: string;
    weight: string;
    due_at: string;
    late_percent_per_day: string;
    late_floor: string;
    late_grace_minutes: number | null;
  };

export type Setup = {
  /** A usual scale by its name, one of the centre by its id. */
  scale: string;
  categories: CategoryRow[];
  items: ItemRow[];
};

export const USUAL_SCALES: UsualScale[] = ["hundred_points", "five", "twelve", "letters", "pass_fail"];

const write = (number: number | null): string => (number === null ? "" : writeNumber(number));

export function readSetup({ usual_scale, own_scale, categories, items }: Gradebook, zone: string): Setup {
  return {
    scale: usual_scale ?? own_scale ?? "",
    categories: categories.map((category) => ({ ...category, isNew: false, weight: write(category.weight) })),
    items: items.map((item) => ({
      ...item,
      isNew: false,
      category: categories[item.category]?.id ?? "",
      quiz: item.quiz ?? "",
      assignment: item.assignment ?? "",
      max_points: write(item.max_points),
      weight: write(item.weight),
      due_at: toFieldValue(item.due_at, zone),
      late_percent_per_day: write(item.late_percent_per_day),
      late_floor: write(item.late_floor),
    })),
  };
}

export function createCategory(): CategoryRow {
  return { id: newId(), isNew: true, name: "", weight: "", drop_lowest: 0, keep_highest: null, is_extra_credit: false };
}

/** An item of this category. */
export function createItem(category: string): ItemRow {
  return {
    ...{
      id: newId(),
      isNew: true,
      category,
      name: "",
      source: "hand",
      quiz: "",
      assignment: "",
      max_points: "100",
      weight: "",
    },
    ...{ is_extra_credit: false, is_excused: false, due_at: "", missing: "zero_when_due" },
    ...{ late_percent_per_day: "", late_floor: "0", late_grace_minutes: 0 },
  } as ItemRow;
}

/** What is sent. */
export function buildStructure({ scale, categories, items }: Setup, revision: number, zone: string) {
  const isUsual = USUAL_SCALES.includes(scale as UsualScale);
  return {
    revision,
    usual_scale: isUsual ? (scale as UsualScale) : null,
    own_scale: isUsual ? null : scale,
    categories: categories.map(({ id, isNew, name, weight, drop_lowest, keep_highest, is_extra_credit }) => ({
      ...{ id: isNew ? null : id, name, weight: readNumber(weight) ?? 0 },
      ...{ drop_lowest: drop_lowest ?? 0, keep_highest, is_extra_credit },
    })),
    items: items.map((item) => ({
      ...{ id: item.isNew ? null : item.id, name: item.name, source: item.source },
      category: categories.findIndex(({ id }) => id === item.category),
      quiz: item.source === "quiz" ? item.quiz || null : null,
      assignment: item.source === "homework" ? item.assignment || null : null,
      max_points: readNumber(item.max_points) ?? 0,
      weight: readOptional(item.weight),
      ...{ is_extra_credit: item.is_extra_credit, is_excused: item.is_excused, missing: item.missing },
      due_at: parseFieldValue(item.due_at, zone),
      late_percent_per_day: readOptional(item.late_percent_per_day),
      late_floor: readNumber(item.late_floor) ?? 0,
      late_grace_minutes: item.late_grace_minutes ?? 0,
    })),
  };
}

const readOptional = (typed: string): number | null => (typed.trim() ? (readNumber(typed) ?? null) : null);

/** What is not a number or not filled in, by the server's paths: "items.2.max_points". */
export function checkSetup(
  { categories, items }: Setup,
  texts: { required: string; number: string; halfTyped: string },
  zone: string,
): Record<string, string> {
  const errors: Record<string, string> = {};
  const check = (path: string, typed: string, isRequired: boolean) => {
    if (isRequired && !typed.trim()) errors[path] = texts.required;
    else if (typed.trim() && readNumber(typed) === undefined) errors[path] = texts.number;
  };
  for (const [place, { name, weight }] of categories.entries()) {
    if (!name.trim()) errors[`categories.${place}.name`] = texts.required;
    check(`categories.${place}.weight`, weight, true);
  }
  for (const [place, item] of items.entries()) {
    const path = `items.${place}`;
    if (!item.name.trim()) errors[`${path}.name`] = texts.required;
    if (item.source === "quiz" && !item.quiz) errors[`${path}.quiz`] = texts.required;
    if (item.source === "homework" && !item.assignment) errors[`${path}.assignment`] = texts.required;
    check(`${path}.max_points`, item.max_points, true);
    for (const field of ["weight", "late_percent_per_day", "late_floor"] as const)
      check(`${path}.${field}`, item[field], false);
    if (item.due_at && !parseFieldValue(item.due_at, zone)) errors[`${path}.due_at`] = texts.halfTyped;
  }
  return errors;
}

/** Scales to choose from. */
export function listScales(own: OwnScale[], usual: Record<UsualScale, string>): { value: string; label: string }[] {
  return [
    ...USUAL_SCALES.map((value) => ({ value, label: usual[value] })),
    ...own.map(({ id, name }) => ({ value: id, label: name })),
  ];
}
