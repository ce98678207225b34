/** The id of the element that shows this block. */
export function getBlockElementId(block: string): string {
  return `block-${block}`;
}
