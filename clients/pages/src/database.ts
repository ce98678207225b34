/**
 * A database on the device (IndexedDB) that is opened once, and anew after another tab has changed its shape, or the
 * browser has closed it or could not open it.
 */
export class Database {
  private connection: Promise<IDBDatabase> | undefined;

  /** `createStores` gives a new database its stores. */
  constructor(
    private readonly name: string,
    private readonly createStores: (database: IDBDatabase) => void,
  ) {}

  /** One transaction over these stores; it rejects with what IndexedDB says: `QuotaExceededError` when the device is full. */
  async run<R extends IDBRequest | IDBRequest[]>(
    stores: string[],
    mode: IDBTransactionMode,
    ask: (transaction: IDBTransaction) => R,
  ): Promise<R> {
    const begin = async () => runTransaction((await (this.connection ??= this.open())).transaction(stores, mode), ask);
    try {
      return await begin();
    } catch (error) {
      if (!isConnectionClosed(error)) throw error;
      this.connection = undefined;
      return begin();
    }
  }

  private open(): Promise<IDBDatabase> {
    const forget = () => void (this.connection = undefined);
    const opened = new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(this.name, 1);
      request.onupgradeneeded = () => this.createStores(request.result);
      request.onsuccess = () => {
        request.result.onclose = forget;
        request.result.onversionchange = () => {
          request.result.close();
          forget();
        };
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
    });
    opened.catch(forget);
    return opened;
  }
}

function runTransaction<R>(transaction: IDBTransaction, ask: (transaction: IDBTransaction) => R): Promise<R> {
  return new Promise((resolve, reject) => {
    const asked = ask(transaction);
    transaction.oncomplete = () => resolve(asked);
    transaction.onerror = (event) => reject((event.target as IDBRequest).error);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** A browser may close a connection without a word: only the next transaction on it says so. */
function isConnectionClosed(error: unknown): boolean {
  return error instanceof DOMException && error.name === "InvalidStateError";
}

/** The device has no room for what was to be written. */
export function isQuotaExceeded(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}
