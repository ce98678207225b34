/** Moves modules and lessons of an outline, and blocks of a lesson. Nothing is changed in place. */

interface Item {
  id: string;
}

export interface OrderedModule<L extends Item> extends Item {
  lessons: L[];
}

/** The item from one place to another; places outside of the list are its ends. */
export function moveItem<T>(items: readonly T[], from: number, to: number): T[] {
  const moved = [...items];
  const [item] = moved.splice(from, 1);
  if (item !== undefined) moved.splice(Math.max(0, Math.min(to, moved.length)), 0, item);
  return moved;
}

/** The item one step up (-1) or down (1). */
export function stepItem<T extends Item>(items: readonly T[], id: string, step: number): T[] {
  const from = items.findIndex((item) => item.id === id);
  return from < 0 ? [...items] : moveItem(items, from, from + step);
}

/** Put a lesson at this place of a module. */
export function placeLesson<L extends Item, M extends OrderedModule<L>>(
  modules: readonly M[],
  lesson: string,
  module: string,
  place: number,
): M[] {
  const moved = modules.flatMap(({ lessons }) => lessons).find(({ id }) => id === lesson);
  if (!moved || !modules.some(({ id }) => id === module)) return [...modules];
  return modules.map((one) => {
    const others = one.lessons.filter(({ id }) => id !== lesson);
    return { ...one, lessons: one.id === module ? [...others.slice(0, place), moved, ...others.slice(place)] : others };
  });
}

/** The lesson one step up or down; beyond the end of its module it goes into the next one. */
export function stepLesson<L extends Item, M extends OrderedModule<L>>(
  modules: readonly M[],
  lesson: string,
  step: -1 | 1,
): M[] {
  const at = modules.findIndex(({ lessons }) => lessons.some(({ id }) => id === lesson));
  const module = modules[at];
  if (!module) return [...modules];
  const place = module.lessons.findIndex(({ id }) => id === lesson) + step;
  if (place >= 0 && place < module.lessons.length) return placeLesson(modules, lesson, module.id, place);
  const next = modules[at + step];
  return next ? placeLesson(modules, lesson, next.id, step > 0 ? 0 : next.lessons.length) : [...modules];
}
