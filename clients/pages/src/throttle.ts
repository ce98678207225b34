/** Many reasons for one and the same work. */

export interface TrailingThrottle {
  /** Do it soon; further reasons until then are the same one. */
  schedule: () => void;
  /** Do it no more. */
  cancel: () => void;
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
    schedule: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, milliseconds);
    },
    cancel: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
