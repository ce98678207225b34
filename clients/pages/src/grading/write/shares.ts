/** Which part of the whole a category or an item makes, while weights are typed. */

import { readNumber } from "../points.ts";
import type { CategoryRow, ItemRow } from "./setup-data.ts";

/** A part of the whole in percent. Extra credit adds to the whole and is no part of it. */
function getShare(weight: number, all: { weight: number; isExtra: boolean }[]): number | undefined {
  const whole = all.filter(({ isExtra }) => !isExtra).reduce((sum, one) => sum + one.weight, 0);
  return whole > 0 ? (weight / whole) * 100 : undefined;
}

/** The percent of the grade that a category makes; undefined while the weights add up to nothing. */
export function getCategoryShare(category: CategoryRow, all: CategoryRow[]): number | undefined {
  const weigh = ({ weight }: CategoryRow) => readNumber(weight) ?? 0;
  return getShare(
    weigh(category),
    all.map((one) => ({ weight: weigh(one), isExtra: one.is_extra_credit })),
  );
}

/** The percent of its category that an item makes; without a weight it weighs as many as it has points. */
export function getItemShare(item: ItemRow, all: ItemRow[]): number | undefined {
  const weigh = ({ weight, max_points }: ItemRow) => readNumber(weight.trim() ? weight : max_points) ?? 0;
  const own = all.filter(({ category, is_excused }) => category === item.category && !is_excused);
  return item.is_excused
    ? undefined
    : getShare(
        weigh(item),
        own.map((one) => ({ weight: weigh(one), isExtra: one.is_extra_credit })),
      );
}
