/** Points as they are typed. */

/** "3,5" and "3.5" are the same number of points; undefined for what is none of 0 to `most`. */
export function readPoints(typed: string, most: number): number | undefined {
  const points = typed.trim() === "" ? NaN : Number(typed.trim().replace(",", "."));
  return points >= 0 && points <= most ? points : undefined;
}
