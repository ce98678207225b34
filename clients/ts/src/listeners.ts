/** Listeners are code of others; their exceptions must not stop the client. */

/**
 * Call each listener. An exception is thrown again in a microtask, so that it stops neither the others nor the caller.
 */
export function notifyAll<A extends unknown[]>(listeners: Iterable<(...args: A) => void>, ...args: A): void {
  for (const listener of [...listeners]) {
    try {
      listener(...args);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
