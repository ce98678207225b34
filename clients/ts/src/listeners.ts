/** Listeners are other people's code: what one of them throws is theirs. */

/** Call each of them; an exception is thrown again outside of here, so that it stops neither the others nor the caller. */
export function tellAll<A extends unknown[]>(listeners: Iterable<(...told: A) => void>, ...told: A): void {
  for (const listener of [...listeners]) {
    try {
      listener(...told);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
