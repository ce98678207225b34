/** Many reasons for one and the same work. */

export interface TrailingThrottle {
  /** Do it soon; further reasons until then are the same one. */
  soon: () => void;
  /** Do it no more. */
  stop: () => void;
}

/** Do `work` at once, and for what comes within so many milliseconds of that no more. */
export function throttleLeading(work: () => void, milliseconds: number): () => void {
  let until = -Infinity;
  return () => {
    const now = performance.now();
    if (now < until) return;
    until = now + milliseconds;
    work();
  };
}

/** Do `work` once for all reasons within so many milliseconds of the first one. */
export function throttleTrailing(work: () => void, milliseconds: number): TrailingThrottle {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    soon: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, milliseconds);
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
