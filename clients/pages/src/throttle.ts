/** Throttling: many calls in a short time run the work once. */

export interface TrailingThrottle {
  /** Schedule the work; further calls until it runs do nothing. */
  schedule: () => void;
  /** Cancel the scheduled work. */
  cancel: () => void;
}

/** Run `work` at once; ignore further calls within so many milliseconds. */
export function throttleLeading(work: () => void, milliseconds: number): () => void {
  let until = -Infinity;
  return () => {
    const now = performance.now();
    if (now < until) return;
    until = now + milliseconds;
    work();
  };
}

/** Run `work` once, so many milliseconds after the first of several calls. */
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
