/** Gaps in the order of their text. */

/** Those that have no place in the text come last. */
export function sortGaps<T extends { id: string }>(text: string, gaps: readonly T[]): T[] {
  const getPlace = ({ id }: T) => {
    const at = text.indexOf(`[[${id}]]`);
    return at < 0 ? text.length : at;
  };
  return [...gaps].sort((one, other) => getPlace(one) - getPlace(other));
}
